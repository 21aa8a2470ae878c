package dev.slipway.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Debian's docker-registry on a free port of the loopback, with a folder of its own.
final class RealRegistry implements LoopbackRegistry {
  private static final Pattern LISTENING =
      Pattern.compile("listening on ((?:[0-9.]+|\\[[0-9a-f:]+]):[0-9]+)");

  private static final Pattern REQUEST = Pattern.compile("\"[A-Z]+ /v2/[^\"]* HTTP/[0-9.]+\"");

  private final Process process;
  private final String address;
  private final Path folder;

  private RealRegistry(Process process, String address, Path folder) {
    this.process = process;
    this.address = address;
    this.folder = folder;
  }

  /// Plain HTTP, for everybody.
  static RealRegistry plain(Path folder) throws IOException, InterruptedException {
    return start(folder, "", "");
  }

  /// @param more sections of its configuration
  /// @param http members of its section `http`, each on a line of two blanks
  static RealRegistry start(Path folder, String more, String http)
      throws IOException, InterruptedException {
    return startAt("127.0.0.1", folder, more, http);
  }

  /// @param host address of the loopback, `[::1]` too
  static RealRegistry startAt(String host, Path folder, String more, String http)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/docker-registry")), "needs docker-registry");
    Files.createDirectories(folder);
    Path config = folder.resolve("config.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: info}
        storage:
          filesystem: {rootdirectory: %s}
          delete: {enabled: true}
        %s
        http:
          addr: '%s:0'
        %s
        """
            .formatted(folder.resolve("data"), more, host, http));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new RealRegistry(process, address(process, log), folder);
  }

  private static String address(Process process, Path log)
      throws IOException, InterruptedException {
    while (true) {
      String text = Files.readString(log);
      Matcher matcher = LISTENING.matcher(text);
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (!process.isAlive()) {
        throw new AssertionError("docker-registry did not start: " + text);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public String address() {
    return address;
  }

  int port() {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /// Where it keeps what it has.
  Path data() {
    return folder.resolve("data");
  }

  /// What it was asked, as its own log says it: `"GET /v2/ HTTP/1.1"`.
  List<String> requests() throws IOException {
    return REQUEST
        .matcher(Files.readString(folder.resolve("log")))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  @Override
  public void close() {
    process.destroy();
    int _ = process.onExit().join().exitValue();
  }
}
