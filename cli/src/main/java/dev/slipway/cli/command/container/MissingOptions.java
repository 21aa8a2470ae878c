package dev.slipway.cli.command.container;

import dev.slipway.cli.grammar.NotYet;
import java.util.ArrayList;
import java.util.List;

/// Docker's options of `run` and `create` that are not there yet, and what to do instead.
final class MissingOptions {
  private static final String LIMIT = "limits come in a later release; run without it";
  private static final String LATER = "leave it out";

  private static final List<NotYet> ALL =
      List.of(
          NotYet.option("blkio-weight-device", LIMIT),
          NotYet.option("cgroupns", LATER),
          NotYet.option("cpu-rt-period", LIMIT),
          NotYet.option("cpu-rt-runtime", LIMIT),
          NotYet.option("disable-content-trust", LATER),
          NotYet.option("gpus", LATER),
          NotYet.option("isolation", LATER),
          NotYet.option("kernel-memory", LIMIT),
          NotYet.option("memory-swappiness", LIMIT),
          NotYet.option("runtime", "crun is the runtime"),
          NotYet.option("storage-opt", LATER),
          NotYet.option("use-api-socket", LATER),
          NotYet.option("volume-driver", LATER));

  private MissingOptions() {}

  /// @param more those of one command alone
  static NotYet[] with(NotYet... more) {
    List<NotYet> all = new ArrayList<>(ALL);
    all.addAll(List.of(more));
    all.sort((one, other) -> one.name().compareTo(other.name()));
    return all.toArray(NotYet[]::new);
  }
}
