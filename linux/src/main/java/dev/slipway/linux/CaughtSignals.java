package dev.slipway.linux;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Signals to this process that do something else than end it.
///
/// The JVM has signals of its own and lets programs have the others through `sun.misc.Signal`
/// alone, which the compiler will not name without a warning: hence reflection. `bin/prepare` adds
/// the class that it takes; without that a proxy, which takes 15 ms to put together.
public final class CaughtSignals {
  private CaughtSignals() {}

  /// Runs `work`, on a thread of the JVM, whenever the signal arrives.
  ///
  /// @return false: the JVM keeps this one to itself
  public static boolean handle(int signal, Runnable work) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler = handler(handlerType, signal, work);
      String name = Signals.name(signal).substring("SIG".length());
      Object caught = type.getConstructor(String.class).newInstance(name);
      type.getMethod("handle", type, handlerType).invoke(null, caught, handler);
      return true;
    } catch (InvocationTargetException refused) {
      return false;
    } catch (ReflectiveOperationException without) {
      return false;
    }
  }

  private static Object handler(Class<?> handlerType, int signal, Runnable work)
      throws ReflectiveOperationException {
    try {
      return Class.forName("dev.slipway.linux.SignalTaker")
          .getConstructor(Runnable.class)
          .newInstance(work);
    } catch (ClassNotFoundException notPrepared) {
      return proxy(handlerType, signal, work);
    }
  }

  @SuppressWarnings(
      "ReferenceEquality") // A proxy is equal to itself alone, and asking it would ask this again.
  private static Object proxy(Class<?> handlerType, int signal, Runnable work) {
    return Proxy.newProxyInstance(
        handlerType.getClassLoader(),
        new Class<?>[] {handlerType},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                work.run();
                yield null;
              }
              case "equals" ->
                  System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "handler of signal " + signal;
            });
  }
}
