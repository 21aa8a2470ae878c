package dev.slipway.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Calls of C functions by the JDK's own linker. All have one shape, so that one is prepared.
final class ForeignCall {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD, WORD);
  private static final MethodHandle CALL = handle();
  private static final MemorySegment SYSCALL = MemorySegment.ofAddress(symbol("syscall"));
  private static final ThreadLocal<Failure> FAILURE = ThreadLocal.withInitial(Failure::new);

  /// Where `errno` is written after a thread's calls.
  private static final class Failure {
    private final MemorySegment memory = Arena.ofAuto().allocate(Integer.BYTES, Integer.BYTES);
    private final ByteBuffer number = memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private ForeignCall() {}

  @SuppressWarnings(
      "restricted") // The modules are not named, so the permission is the launcher's flag.
  private static MethodHandle handle() {
    // Though variadic in C, `syscall` takes its arguments as any function does on every machine
    // that Linux's JVMs run on, and the shape without variadic arguments is prepared faster.
    return Linker.nativeLinker().downcallHandle(SHAPE, Linker.Option.captureCallState("errno"));
  }

  static long symbol(String function) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(function).address();
  }

  /// As [DirectCall#system].
  static long system(long number, long a, long b, long c, long d, long e, long f) {
    Failure failure = FAILURE.get();
    long result = function(failure, SYSCALL, number, a, b, c, d, e, f);
    return result == -1 ? -failure.number.getInt(0) : result;
  }

  /// As [DirectCall#function].
  static long function(long address, long a, long b, long c, long d, long e, long f, long g) {
    return function(FAILURE.get(), MemorySegment.ofAddress(address), a, b, c, d, e, f, g);
  }

  private static long function(
      Failure failure,
      MemorySegment function,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g) {
    try {
      return (long) CALL.invokeExact(function, failure.memory, a, b, c, d, e, f, g);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}
