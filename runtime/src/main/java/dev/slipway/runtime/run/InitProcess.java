package dev.slipway.runtime.run;

import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.RuntimeMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `--init`: a process 1 that passes signals on and reaps what nobody waits for.
final class InitProcess {
  /// In memory of the container's own, so that nothing of it stays.
  private static final String INSIDE = "/dev/init";

  private InitProcess() {}

  static RuntimeMount mount() {
    Path program =
        HostCapabilities.require("tini-static", "tini", "it is the first process of --init");
    return new RuntimeMount.Bind(program, INSIDE, true);
  }

  /// The same process, started by ours.
  static ProcessSpec before(ProcessSpec process) {
    List<String> arguments = new ArrayList<>(List.of(INSIDE, "--"));
    arguments.addAll(process.arguments());
    return new ProcessSpec(
        arguments,
        process.environment(),
        process.workingDirectory(),
        process.user(),
        process.terminal());
  }
}
