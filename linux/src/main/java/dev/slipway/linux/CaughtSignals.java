package dev.slipway.linux;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Signals to this process that do something else than end it.
///
/// The JVM has signals of its own and lets programs have the others through `sun.misc.Signal`
/// alone, which the compiler will not name without a warning: hence reflection.
public final class CaughtSignals {
  private CaughtSignals() {}

  /// Runs `work`, on a thread of the JVM, whenever the signal arrives.
  ///
  /// @return false: the JVM keeps this one to itself
  @SuppressWarnings(
      "ReferenceEquality") // A proxy is equal to itself alone, and asking it would ask this again.
  public static boolean handle(int signal, Runnable work) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
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
}
