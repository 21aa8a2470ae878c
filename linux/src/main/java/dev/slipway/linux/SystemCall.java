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
  private static final MethodHandle CALL = handle();
  private static final MemorySegment SYSCALL = symbol("syscall");

  private SystemCall() {}

  @SuppressWarnings(
      "restricted") // The modules are not named, so the permission is the launcher's flag.
  private static MethodHandle handle() {
    // Though variadic in C, `syscall` takes its arguments as any function does on every machine
    // that
    // Linux's JVMs run on, and the shape without variadic arguments is prepared faster.
    return Linker.nativeLinker().downcallHandle(SHAPE, Linker.Option.captureCallState("errno"));
  }

  /// A function of the C library.
  static MemorySegment symbol(String function) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(function);
  }

  /// Calls a C function with up to seven integer or pointer arguments in the shape of `syscall`, so
  /// that no other shape has to be prepared.
  static long function(
      MemorySegment function, long a, long b, long c, long d, long e, long f, long g) {
    try {
      return (long) CALL.invokeExact(function, Scratch.errno(), a, b, c, d, e, f, g);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
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
    long result = function(SYSCALL, number, a, b, c, d, e, f);
    return result == -1 ? -Scratch.errorNumber() : result;
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
