package dev.slipway.it;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// go-containerregistry's registry, which does many things otherwise than Docker's: it mounts
/// nothing, tells nothing of open uploads, takes no range without an end, and lists referrers.
final class GoRegistry implements LoopbackRegistry {
  private static final Path SOURCES = Path.of("src/test/second-registry").toAbsolutePath();
  private static final long BUILD_MINUTES = 5;

  private final Process process;
  private final String address;

  private GoRegistry(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// Builds it and starts it; skips the test where Go or its modules are not there.
  static GoRegistry start(Path folder, String... options) throws IOException, InterruptedException {
    Path program = folder.resolve("second-registry");
    if (Files.notExists(program)) {
      build(Files.createDirectories(folder), program);
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String address = output.readLine();
    if (address == null) {
      throw new AssertionError("the second registry did not start");
    }
    return new GoRegistry(process, address);
  }

  private static void build(Path folder, Path program) throws IOException, InterruptedException {
    Path said = folder.resolve("second-registry.log");
    var builder =
        new ProcessBuilder("go", "build", "-mod=readonly", "-o", program.toString(), ".")
            .directory(SOURCES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException noGo) {
      abort("no second registry: go is not on PATH");
      return;
    }
    if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      abort("no second registry: go build does not end");
    }
    if (process.exitValue() != 0) {
      abort("no second registry: " + Files.readString(said));
    }
  }

  @Override
  public String address() {
    return address;
  }

  /// It ends with its standard input.
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    int _ = process.onExit().join().exitValue();
  }
}
