package dev.slipway.linux;

import java.lang.foreign.MemorySegment;

/// The C library's functions around `posix_spawn`.
final class Spawn {
  static final MemorySegment SPAWN = SystemCall.symbol("posix_spawn");
  static final MemorySegment ACTIONS_INIT = SystemCall.symbol("posix_spawn_file_actions_init");
  static final MemorySegment ACTIONS_DESTROY =
      SystemCall.symbol("posix_spawn_file_actions_destroy");
  static final MemorySegment ACTIONS_DUPLICATE =
      SystemCall.symbol("posix_spawn_file_actions_adddup2");
  static final MemorySegment ACTIONS_CLOSE_FROM =
      SystemCall.symbol("posix_spawn_file_actions_addclosefrom_np");
  static final MemorySegment ATTRIBUTES_INIT = SystemCall.symbol("posix_spawnattr_init");
  static final MemorySegment ATTRIBUTES_DESTROY = SystemCall.symbol("posix_spawnattr_destroy");
  static final MemorySegment ATTRIBUTES_FLAGS = SystemCall.symbol("posix_spawnattr_setflags");
  static final MemorySegment ATTRIBUTES_MASK = SystemCall.symbol("posix_spawnattr_setsigmask");
  static final MemorySegment ATTRIBUTES_DEFAULTS =
      SystemCall.symbol("posix_spawnattr_setsigdefault");

  private Spawn() {}

  /// @return 0 or an error number: these functions do not use `errno`
  static int call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    return (int) SystemCall.function(function, a, b, c, d, e, f, 0);
  }

  static void check(MemorySegment function, long a, long b, long c) throws LinuxException {
    int error = call(function, a, b, c, 0, 0, 0);
    if (error != 0) {
      throw new LinuxException("posix_spawn", error, "");
    }
  }
}
