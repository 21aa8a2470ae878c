package dev.slipway.runtime.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a container's output is kept.
///
/// @param kept false for `--log-driver none`
/// @param mostBytes after which the file begins anew; 0 for no limit
/// @param files how many there are at most
record LogOptions(boolean kept, long mostBytes, int files) {
  private static final String SIZE = "max-size";
  private static final String FILES = "max-file";

  static LogOptions of(Settings settings) {
    Map<String, String> options = settings.pairs(Setting.LOG_OPT);
    return new LogOptions(
        !settings.text(Setting.LOG_DRIVER).equals("none"),
        Long.parseLong(options.getOrDefault(SIZE, "0")),
        Integer.parseInt(options.getOrDefault(FILES, "1")));
  }

  /// Whether somebody has to keep the files that are full: conmon itself drops them.
  boolean needsKeeper() {
    return kept && mostBytes > 0 && files > 1;
  }

  /// For conmon.
  List<String> arguments(Path file) {
    if (!kept) {
      return List.of("-l", "none");
    }
    return mostBytes == 0 || needsKeeper()
        ? List.of("-l", "k8s-file:" + file, "--no-sync-log")
        : List.of("-l", "k8s-file:" + file, "--no-sync-log", "--log-size-max", "" + mostBytes);
  }
}
