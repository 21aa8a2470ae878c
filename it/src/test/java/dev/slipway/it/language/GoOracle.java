package dev.slipway.it.language;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small Go program around BuildKit's parser, shell words and patterns: it answers what `slipway
/// dockerfile` answers.
final class GoOracle {
  private static final Path SOURCES = Path.of("src/test/oracle").toAbsolutePath();
  private static final long BUILD_MINUTES = 5;

  private final Path program;

  private GoOracle(Path program) {
    this.program = program;
  }

  /// Builds the program into `folder`; skips the test where Go or its modules are not there.
  static GoOracle build(Path folder) throws IOException, InterruptedException {
    Path program = folder.resolve("oracle");
    Path said = folder.resolve("build.log");
    var builder =
        new ProcessBuilder("go", "build", "-mod=readonly", "-o", program.toString(), ".")
            .directory(SOURCES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException noGo) {
      return abort("no BuildKit to compare with: go is not on PATH");
    }
    if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return abort("no BuildKit to compare with: go build does not end");
    }
    if (process.exitValue() != 0) {
      return abort("no BuildKit to compare with: " + Files.readString(said));
    }
    return new GoOracle(program);
  }

  /// The lines that the program answers.
  List<String> answers(Path folder, List<String> arguments, List<String> input)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "oracle", ".out");
    Path in = Files.createTempFile(folder, "oracle", ".in");
    Files.write(in, input, StandardCharsets.UTF_8);
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream closed = process.getOutputStream()) {
      closed.flush();
    }
    if (process.waitFor() != 0) {
      throw new AssertionError("the oracle ended with " + process.exitValue());
    }
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
