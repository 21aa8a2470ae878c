package dev.slipway.runtime;

import java.util.List;
import java.util.Locale;

/// One of a process's resource limits, `setrlimit(2)`.
///
/// @param name as `--ulimit` has it: `nofile`, `nproc`
/// @param soft what holds; -1 is no limit
/// @param hard up to where the process may raise it; -1 is no limit
public record ResourceLimit(String name, long soft, long hard) {
  private static final long UNLIMITED = -1;

  /// Those that Docker knows.
  private static final List<String> NAMES =
      List.of(
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");

  /// @throws ContainerException there is no such limit, or the soft one is above the hard one
  public ResourceLimit {
    if (!NAMES.contains(name)) {
      throw new ContainerException(
          "invalid ulimit type: " + name, "known are " + String.join(", ", NAMES));
    }
    if (hard != UNLIMITED && (soft == UNLIMITED || soft > hard)) {
      throw new ContainerException(
          "ulimit soft limit must be less than or equal to hard limit: " + soft + " > " + hard,
          "write NAME=SOFT:HARD, or one number for both");
    }
  }

  /// `nofile=1024:2048`, `nproc=64`, `core=-1`.
  ///
  /// @throws ContainerException it is not of this form
  public static ResourceLimit parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw invalid(text);
    }
    String values = text.substring(equals + 1);
    int colon = values.indexOf(':');
    long soft = number(colon < 0 ? values : values.substring(0, colon), text);
    long hard = colon < 0 ? soft : number(values.substring(colon + 1), text);
    return new ResourceLimit(text.substring(0, equals), soft, hard);
  }

  private static long number(String value, String text) {
    try {
      long number = Long.parseLong(value);
      if (number >= UNLIMITED) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Told below.
    }
    throw invalid(text);
  }

  private static ContainerException invalid(String text) {
    return new ContainerException(
        "invalid ulimit argument: " + text, "write NAME=SOFT:HARD, or one number for both");
  }

  /// The kernel's name of it: `RLIMIT_NOFILE`.
  public String kernelName() {
    return "RLIMIT_" + name.toUpperCase(Locale.ROOT);
  }

  /// As it is given: `nofile=1024:2048`.
  @Override
  public String toString() {
    return name + "=" + soft + ":" + hard;
  }
}
