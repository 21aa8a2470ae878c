package dev.slipway.builder.agent;

import dev.slipway.builder.BuildException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The system's `ssh-agent` with some private keys in its memory.
final class SshAgentProgram implements AutoCloseable {
  private static final String USE = "it holds the keys of --ssh";

  private final Process agent;
  private final Path socket;

  private SshAgentProgram(Process agent, Path socket) {
    this.agent = agent;
    this.socket = socket;
  }

  /// @param socket where it will listen
  static SshAgentProgram start(Path socket, List<Path> keys)
      throws IOException, InterruptedException {
    String program = HostCapabilities.require("ssh-agent", "openssh-client", USE).toString();
    var command = List.of(program, "-D", "-a", socket.toString());
    var started = new SshAgentProgram(quiet(command, Map.of()).start(), socket);
    boolean ready = false;
    try {
      started.awaitSocket();
      for (Path key : keys) {
        started.add(key);
      }
      ready = true;
      return started;
    } finally {
      if (!ready) {
        started.close();
      }
    }
  }

  Path socket() {
    return socket;
  }

  private void awaitSocket() throws InterruptedException {
    while (!Files.exists(socket)) {
      if (!agent.isAlive()) {
        throw BuildException.of(
            "ssh-agent ended with code " + agent.exitValue(), "try it by hand: ssh-agent -D");
      }
      Thread.sleep(5);
    }
  }

  private void add(Path key) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(HostCapabilities.require("ssh-add", "openssh-client", USE).toString());
    command.add("-q");
    command.add(key.toString());
    ProcessBuilder builder =
        quiet(command, Map.of("SSH_AUTH_SOCK", socket.toString(), "SSH_ASKPASS_REQUIRE", "never"));
    Process process = builder.redirectError(ProcessBuilder.Redirect.PIPE).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw BuildException.of(
          "failed to parse " + key + " for --ssh: " + said.strip().lines().findFirst().orElse(""),
          "give a private key without a passphrase and with mode 0600, or a running agent");
    }
  }

  private static ProcessBuilder quiet(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().putAll(environment);
    return builder;
  }

  @Override
  public void close() {
    agent.destroy();
  }
}
