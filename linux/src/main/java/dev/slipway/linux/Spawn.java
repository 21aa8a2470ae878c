package dev.slipway.linux;

/// The C library's functions around `posix_spawn`.
final class Spawn {
  static final long SPAWN = SystemCall.symbol("posix_spawn");
  static final long ACTIONS_INIT = SystemCall.symbol("posix_spawn_file_actions_init");
  static final long ACTIONS_DESTROY = SystemCall.symbol("posix_spawn_file_actions_destroy");
  static final long ACTIONS_DUPLICATE = SystemCall.symbol("posix_spawn_file_actions_adddup2");
  static final long ACTIONS_CLOSE_FROM =
      SystemCall.symbol("posix_spawn_file_actions_addclosefrom_np");
  static final long ATTRIBUTES_INIT = SystemCall.symbol("posix_spawnattr_init");
  static final long ATTRIBUTES_DESTROY = SystemCall.symbol("posix_spawnattr_destroy");
  static final long ATTRIBUTES_FLAGS = SystemCall.symbol("posix_spawnattr_setflags");
  static final long ATTRIBUTES_MASK = SystemCall.symbol("posix_spawnattr_setsigmask");
  static final long ATTRIBUTES_DEFAULTS = SystemCall.symbol("posix_spawnattr_setsigdefault");

  private Spawn() {}

  /// @return 0 or an error number: these functions do not use `errno`
  static int call(long function, long a, long b, long c, long d, long e, long f) {
    return (int) SystemCall.function(function, a, b, c, d, e, f, 0);
  }

  static void check(long function, long a, long b, long c) throws LinuxException {
    int error = call(function, a, b, c, 0, 0, 0);
    if (error != 0) {
      throw new LinuxException("posix_spawn", error, "");
    }
  }
}
