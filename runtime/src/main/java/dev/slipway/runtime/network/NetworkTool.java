package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Runs the system's network programs. Words are passed as they are; no shell is involved.
final class NetworkTool {
  private final String program;
  private final String debianPackage;

  private NetworkTool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  static final NetworkTool NFT = new NetworkTool("nft", "nftables");
  static final NetworkTool IPTABLES = new NetworkTool("iptables", "iptables");
  static final NetworkTool IP6TABLES = new NetworkTool("ip6tables", "iptables");
  static final NetworkTool IPTABLES_LEGACY = new NetworkTool("iptables-legacy", "iptables");
  static final NetworkTool IP6TABLES_LEGACY = new NetworkTool("ip6tables-legacy", "iptables");
  static final NetworkTool FIREWALL_CMD = new NetworkTool("firewall-cmd", "firewalld");

  /// Runs the program.
  ///
  /// @param input its standard input
  Result run(String input, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words.length + 1);
    command.add(program);
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, system) -> path + ":" + system);
    Process process = start(builder);
    try {
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException endedBeforeItRead) {
        // Its exit code and its output say why.
      }
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Result(process.waitFor(), output);
    } catch (InterruptedException | IOException stopped) {
      process.destroyForcibly();
      throw stopped;
    }
  }

  /// Runs the program and fails with what it printed where it does not succeed.
  void check(String input, String... words) throws IOException, InterruptedException {
    Result result = run(input, words);
    if (result.exitCode() != 0) {
      throw new IOException(program + " failed (" + result.exitCode() + "): " + result.output());
    }
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException missing) {
      throw new ContainerException(
          "the program `" + program + "` is needed for container networks and cannot be started",
          "install it (Debian: apt-get install "
              + debianPackage
              + "), or use --network=host or --network=none",
          missing);
    }
  }

  /// @param output standard output and error together
  record Result(int exitCode, String output) {}
}
