package org.spinngate.server;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals of the operating system. Java has them in a module that the compiler warns of and
 * that not every platform needs to have, so it is asked for by name; without it the process ends as
 * any other does, and the configuration is read anew by the verb alone.
 */
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * From here on this happens instead of what the system does by itself.
   *
   * @param name without {@code SIG}, such as {@code HUP}
   * @param action on a thread of its own
   * @return whether the platform can do that
   */
  static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object heard =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Constructor<?> named = signal.getConstructor(String.class);
      signal.getMethod("handle", signal, handler).invoke(null, named.newInstance(name), heard);
      return true;
    } catch (ReflectiveOperationException e) {
      LOG.debug("no SIG{} here: {}", name, reason(e));
      return false;
    }
  }

  private static String reason(ReflectiveOperationException e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    return String.valueOf(cause);
  }
}
