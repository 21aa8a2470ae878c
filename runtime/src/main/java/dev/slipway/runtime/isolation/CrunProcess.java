package dev.slipway.runtime.isolation;

import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A container that crun runs, followed by its pipes.
final class CrunProcess implements IsolatedProcess {
  private static final int CRUN_FAILED = 1;

  /// BuildKit's, where a program was found and the kernel does not take it.
  private static final int NOT_EXECUTED = 255;

  private static final String EXEC_FAILED = "exec container process";

  private final ProcessGroup group;
  private final OpenFile output;
  private final OpenFile errors;
  private final InputStream log;
  private final @Nullable StepCgroup cgroup;

  /// @param log what crun says until it hands over to the program; open, since whoever reads it may
  ///   not see the bundle
  /// @param cgroup its own; null where it has none
  CrunProcess(
      ProcessGroup group,
      OpenFile output,
      OpenFile errors,
      InputStream log,
      @Nullable StepCgroup cgroup) {
    this.group = group;
    this.output = output;
    this.errors = errors;
    this.log = log;
    this.cgroup = cgroup;
  }

  @Override
  public int await(OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException {
    var printed = new ProcessOutput(group);
    int code = printed.await(output, stdout, errors, stderr);
    return code == 0 ? 0 : new StartFailure(message(), printed.lastError()).exitCode(code);
  }

  private String message() throws IOException {
    return new String(log.readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    log.close();
    group.close();
    output.close();
    errors.close();
    if (cgroup != null) {
      cgroup.close();
    }
  }

  /// What crun says when a container does not start: its own exit code, 1, is that of many programs
  /// that ran.
  ///
  /// @param message what it says until it hands over to the program
  /// @param lastError where it says that handing over failed
  private record StartFailure(String message, String lastError) {
    int exitCode(int code) {
      if (code != CRUN_FAILED || (message.isEmpty() && !lastError.contains(EXEC_FAILED))) {
        return code;
      }
      String reason = message.isEmpty() ? lastError : message;
      if (reason.contains(EXEC_FAILED)) {
        return NOT_EXECUTED;
      }
      if (reason.contains("executable file") || reason.contains("open executable")) {
        return code;
      }
      throw new ContainerException(
          "the container could not be started: " + message,
          "this is a limit of the host or of crun: see `slipway info`");
    }
  }
}
