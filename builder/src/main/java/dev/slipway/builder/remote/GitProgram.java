package dev.slipway.builder.remote;

import dev.slipway.builder.BuildException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the system's `git`, never through a shell. It sees no configuration of the user or the
/// machine, asks nobody anything, and fetches by HTTP, SSH and Git's own protocol alone.
final class GitProgram {
  /// What of this process's environment says how to reach the network.
  private static final List<String> NETWORK =
      List.of(
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "all_proxy",
          "no_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "GIT_SSL_CAINFO");

  /// A server's key is remembered when it is first seen, and must be the same ever after. The
  /// variable is for `ssh` to expand, the caller's own list is looked at as well.
  private static final String SSH =
      "ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=accept-new"
          + " -o 'UserKnownHostsFile=${SLIPWAY_KNOWN_HOSTS} ~/.ssh/known_hosts'";

  private static final List<String> SAFE =
      List.of(
          "-c", "core.hooksPath=/dev/null",
          "-c", "core.fsmonitor=false",
          "-c", "safe.directory=*",
          "-c", "advice.detachedHead=false",
          "-c", "init.defaultBranch=master",
          "-c", "gc.auto=0");

  private final Path directory;
  private final Path output;
  private final Map<String, String> environment;

  /// @param directory where it runs, and its home
  /// @param environment beside what it always has
  GitProgram(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.output = directory.resolveSibling(directory.getFileName() + ".out");
    this.environment = Map.copyOf(environment);
  }

  /// What it prints.
  ///
  /// @throws BuildException it failed, with what it said
  String run(String... arguments) throws IOException, InterruptedException {
    Path errors = output.resolveSibling(output.getFileName() + ".err");
    int code = start(errors, arguments);
    String text = Files.readString(output, StandardCharsets.UTF_8);
    String said = Files.readString(errors, StandardCharsets.UTF_8).strip();
    Files.delete(output);
    Files.delete(errors);
    if (code != 0) {
      throw new Failure(code, WebAddress.redacted(said));
    }
    return text;
  }

  private int start(Path errors, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(HostCapabilities.require("git", "git", "it fetches what ADD names").toString());
    command.addAll(SAFE);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    setEnvironment(builder.environment());
    Process process = builder.start();
    try {
      return process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void setEnvironment(Map<String, String> all) {
    all.clear();
    all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    all.put("HOME", directory.toString());
    all.put("LC_ALL", "C");
    all.put("GIT_CONFIG_NOSYSTEM", "1");
    all.put("GIT_CONFIG_GLOBAL", "/dev/null");
    all.put("GIT_TERMINAL_PROMPT", "0");
    all.put("GIT_ASKPASS", "true");
    all.put("GIT_ALLOW_PROTOCOL", "http:https:ssh:git");
    all.put("GIT_SSH_COMMAND", SSH);
    for (String name : NETWORK) {
      @Nullable String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        all.put(name, value);
      }
    }
    all.putAll(environment);
  }

  /// Git ended with another code than 0.
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;

    Failure(int code, String said) {
      super(said);
      this.code = code;
    }

    int code() {
      return code;
    }

    String said() {
      return String.valueOf(getMessage());
    }
  }
}
