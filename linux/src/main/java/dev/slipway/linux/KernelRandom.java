package dev.slipway.linux;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Random numbers of the kernel (`getrandom(2)`), which nobody can foresee.
///
/// Java's own source of them first registers every security provider: 10 ms before a container has
/// its name.
public final class KernelRandom implements RandomGenerator {
  private static final KernelRandom SOURCE = new KernelRandom();

  private KernelRandom() {}

  public static KernelRandom source() {
    return SOURCE;
  }

  /// A name that nothing else has.
  public static String uniqueName() {
    return new UUID(SOURCE.nextLong(), SOURCE.nextLong()).toString();
  }

  @Override
  public long nextLong() {
    NativeMemory drawn = Scratch.begin().allocate(Long.BYTES);
    long got = SystemCall.raw(CallNumber.GETRANDOM, drawn.address(), Long.BYTES, 0);
    if (got != Long.BYTES) {
      throw new IllegalStateException("getrandom: " + got); // Of so few bytes it never gives less.
    }
    return drawn.getLong(0);
  }

  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound);
    }
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }
}
