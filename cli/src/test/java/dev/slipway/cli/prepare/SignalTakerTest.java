package dev.slipway.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignalTakerTest {
  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass("dev.slipway.linux.SignalTaker", bytes, 0, bytes.length);
    }
  }

  @Test
  void aSignalRunsTheWork() throws Exception {
    var runs = new AtomicInteger();
    Runnable work = runs::incrementAndGet;
    Class<?> type = new Loader().define(SignalTaker.bytes());
    Object taker = type.getConstructor(Runnable.class).newInstance(work);

    Class<?> signal = Class.forName("sun.misc.Signal");
    Object winch = signal.getConstructor(String.class).newInstance("WINCH");
    type.getMethod("handle", signal).invoke(taker, winch);

    assertThat(runs).hasValue(1);
    assertThat(Class.forName("sun.misc.SignalHandler")).isAssignableFrom(type);
  }
}
