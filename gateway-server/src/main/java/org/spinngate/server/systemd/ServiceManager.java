package org.spinngate.server.systemd;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What has started the process and wants to hear how it is.
 *
 * <p>Thread-safe; no method waits, but for {@link #close}.
 */
public interface ServiceManager extends AutoCloseable {
  /** Nobody wants to hear anything. */
  ServiceManager NONE =
      new ServiceManager() {
        @Override
        public void ready(Service service) {}

        @Override
        public void reloading() {}

        @Override
        public void reloaded() {}

        @Override
        public void stopping() {}

        @Override
        public void close() {}
      };

  /**
   * What can be heard of the server.
   *
   * @param status one line for people
   * @param works whether every thread that users or other gateways depend on has done something
   *     within this time
   */
  record Service(Supplier<String> status, Predicate<Duration> works) {}

  /** Users may connect. Once; from here on it is told again and again that the server works. */
  void ready(Service service);

  /** Another configuration is being read. Only after {@link #ready}. */
  void reloading();

  /** It holds, or the old one does. */
  void reloaded();

  /** The end has begun; how long it takes is told to nobody. */
  void stopping();

  /** Tells nothing more; returns when everything is told, after at most 2 s. */
  @Override
  void close();
}
