package dev.slipway.runtime;

import java.util.List;

/// Whose rights a process has, by number.
///
/// @param additionalGids supplementary groups beside `gid`
public record ProcessUser(long uid, long gid, List<Long> additionalGids) {
  public static final ProcessUser ROOT = new ProcessUser(0, 0, List.of());

  public ProcessUser {
    additionalGids = List.copyOf(additionalGids);
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("user " + uid + ", group " + gid);
    }
  }
}
