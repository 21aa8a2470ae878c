package dev.slipway.runtime.run;

import java.nio.file.Path;
import java.util.List;

/// How a container's output is kept.
///
/// @param kept false for `--log-driver none`
/// @param mostBytes after which the file begins anew; 0 for no limit
record LogOptions(boolean kept, long mostBytes) {
  private static final String SIZE = "max-size";

  static LogOptions of(Settings settings) {
    String size = settings.pairs(Setting.LOG_OPT).getOrDefault(SIZE, "0");
    return new LogOptions(!settings.text(Setting.LOG_DRIVER).equals("none"), Long.parseLong(size));
  }

  /// For conmon.
  List<String> arguments(Path file) {
    if (!kept) {
      return List.of("-l", "none");
    }
    return mostBytes == 0
        ? List.of("-l", "k8s-file:" + file, "--no-sync-log")
        : List.of("-l", "k8s-file:" + file, "--no-sync-log", "--log-size-max", "" + mostBytes);
  }
}
