package dev.slipway.runtime.cgroup;

import java.util.Locale;

/// How fast one disk may be read or written.
///
/// @param device its numbers, `8:0`
/// @param most bytes or operations in a second
public record DeviceRate(Kind kind, String device, long most) {
  /// What is counted.
  public enum Kind {
    READ_BPS("rbps"),
    READ_IOPS("riops"),
    WRITE_BPS("wbps"),
    WRITE_IOPS("wiops");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    private String words() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The option's name, without its dashes.
    public String option() {
      return "device-" + words().replace('_', '-');
    }
  }

  /// A line of version 2's `io.max`.
  String unified() {
    return device + " " + kind.key + "=" + most;
  }

  /// A line of version 1's file of this kind.
  String split() {
    return device + " " + most;
  }

  String splitFile() {
    return "blkio.throttle." + kind.words() + "_device";
  }
}
