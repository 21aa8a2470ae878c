package dev.slipway.runtime.run;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.PidFd;
import java.io.IOException;
import java.util.Optional;

/// The first process of a running container, held so that its number cannot become another's.
final class FirstProcess {
  private FirstProcess() {}

  /// @return empty: the container does not run
  static Optional<PidFd> open(ContainerRecords records, ContainerId id) throws IOException {
    RunRecord run = records.readRun(id);
    if (run == null || !records.find(id).map(Container::running).orElse(false)) {
      return Optional.empty();
    }
    try {
      PidFd process = PidFd.open(run.pid());
      if (run.process().alive()) {
        return Optional.of(process);
      }
      process.close(); // The number belongs to another by now, or to nobody.
      return Optional.empty();
    } catch (LinuxException gone) {
      return Optional.empty();
    }
  }
}
