package dev.slipway.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// `syscall(2)`: the one native function of this program, with addresses passed as numbers.
final class SystemCall {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD, WORD);
  private static final MethodHandle SYSCALL = link("syscall");

  private SystemCall() {}

  /// A C function with up to seven integer or pointer arguments, in the shape of `syscall` so that
  /// no other is prepared.
  @SuppressWarnings(
      "restricted") // The modules are not named, so the permission is the launcher's flag.
  static MethodHandle link(String function) {
    Linker linker = Linker.nativeLinker();
    MemorySegment address = linker.defaultLookup().findOrThrow(function);
    return linker.downcallHandle(
        address, SHAPE, Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));
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
    MemorySegment errno = Scratch.errno();
    try {
      long result = (long) SYSCALL.invokeExact(errno, (long) number, a, b, c, d, e, f);
      return result == -1 ? -errno.get(ValueLayout.JAVA_INT, 0) : result;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
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
