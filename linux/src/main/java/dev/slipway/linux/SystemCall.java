package dev.slipway.linux;

/// `syscall(2)`, with addresses passed as numbers.
final class SystemCall {
  private SystemCall() {}

  /// The address of a function of the C library.
  static long symbol(String function) {
    if (!DirectCall.LOADED) {
      return ForeignCall.symbol(function);
    }
    long name = Scratch.begin().text(function);
    long address = DirectCall.function(DirectCall.finder(), 0, name, 0, 0, 0, 0, 0);
    if (address == 0) {
      throw new UnsatisfiedLinkError(function);
    }
    return address;
  }

  /// Calls the C function at `address` with up to seven integer or pointer arguments.
  static long function(long address, long a, long b, long c, long d, long e, long f, long g) {
    return DirectCall.LOADED
        ? DirectCall.function(address, a, b, c, d, e, f, g)
        : ForeignCall.function(address, a, b, c, d, e, f, g);
  }

  /// Calls `number` until it is not interrupted by a signal.
  ///
  /// @return the result, or the negated error number as the kernel itself has it
  static long raw(int number, long a, long b, long c, long d, long e, long f) {
    while (true) {
      long result = once(number, a, b, c, d, e, f);
      if (result != -Errno.EINTR) {
        return result;
      }
    }
  }

  static long raw(int number, long a, long b, long c, long d, long e) {
    return raw(number, a, b, c, d, e, 0);
  }

  static long raw(int number, long a, long b, long c, long d) {
    return raw(number, a, b, c, d, 0, 0);
  }

  static long raw(int number, long a, long b, long c) {
    return raw(number, a, b, c, 0, 0, 0);
  }

  static long raw(int number, long a, long b) {
    return raw(number, a, b, 0, 0, 0, 0);
  }

  static long raw(int number, long a) {
    return raw(number, a, 0, 0, 0, 0, 0);
  }

  /// One call, which a signal may interrupt.
  static long once(int number, long a, long b, long c, long d, long e, long f) {
    return DirectCall.LOADED
        ? DirectCall.system(number, a, b, c, d, e, f)
        : ForeignCall.system(number, a, b, c, d, e, f);
  }

  /// @throws LinuxException `result` is an error
  static long check(long result, String call, byte[] subject) throws LinuxException {
    if (result < 0) {
      throw new LinuxException(call, (int) -result, subject);
    }
    return result;
  }

  /// @throws LinuxException `result` is an error
  static long check(long result, String call, Object subject) throws LinuxException {
    if (result < 0) {
      throw new LinuxException(call, (int) -result, subject.toString());
    }
    return result;
  }
}
