package org.spinngate.server.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;

/**
 * Tells systemd that the server is ready, and from then on again and again that it works: as long
 * as this process runs at all, and each of its event loops and, of one of several gateways, the
 * thread of its beats do something. Once the end has begun, loops end too, and only the process
 * counts.
 *
 * <p>Has a thread of its own, so that nothing but what it looks at keeps it from telling.
 */
public final class Systemd implements ServiceManager {
  /** The variable that says where systemd hears; without it, it does not want to hear. */
  public static final String SOCKET = "NOTIFY_SOCKET";

  private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

  /** A sign of life is sent so often in the time within which one must come. */
  private static final int SIGNS = 4;

  private static final int PATIENCE_SECONDS = 2;

  private final NotifySocket socket;
  private final Optional<Duration> watchdog;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while telling systemd{}", more, fault));
  private final Faults standstills =
      new Faults(
          System::nanoTime,
          (fault, more) ->
              LOG.error(
                  "{}; systemd ends this process unless that changes{}", fault.getMessage(), more));
  private volatile Optional<Service> service = Optional.empty();
  private volatile boolean stopping;

  Systemd(NotifySocket socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /**
   * By the environment in which systemd has started this process; it must name the socket.
   *
   * @param own the number of this process
   */
  public static Systemd of(Map<String, String> environment, long own) {
    String name = environment.getOrDefault(SOCKET, "");
    boolean sockets = Transport.EPOLL == Transport.best();
    if (!sockets) {
      LOG.info(
          "systemd is told by the program systemd-notify, since Netty's native library is not"
              + " here");
    }
    return new Systemd(
        sockets ? new EpollNotifySocket(name) : new NotifyProgram("systemd-notify"),
        WatchdogTerms.of(environment, own));
  }

  /**
   * Warns if systemd ends a process that stands still so late that others have its boards by then.
   *
   * @param ttl for how long after its last sign of life a gateway's boards are still its own
   */
  public void compareWith(Duration ttl) {
    watchdog
        .flatMap(longest -> WatchdogTerms.complaint(longest, ttl))
        .ifPresent(words -> LOG.warn("{}", words));
  }

  @Override
  public void ready(Service ready) {
    service = Optional.of(ready);
    tell(() -> withStatus("READY=1"));
    watchdog.map(longest -> longest.dividedBy(SIGNS)).ifPresent(this::tellAgainAndAgain);
  }

  private void tellAgainAndAgain(Duration period) {
    RepeatedTask.start(socket.threads(), period, period, () -> tellIfWorks(period), faults);
  }

  private void tellIfWorks(Duration within) {
    if (stopping) {
      socket.send("WATCHDOG=1");
    } else if (service.filter(one -> one.works().test(within)).isPresent()) {
      socket.send(withStatus("WATCHDOG=1"));
    } else {
      standstills.accept(new IllegalStateException("an event loop stands still"));
    }
  }

  @Override
  public void reloading() {
    // systemd wants to know when it was asked, by the clock that nanoTime is on Linux.
    tellWhileReady(
        "RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
  }

  @Override
  public void reloaded() {
    tellWhileReady("READY=1");
  }

  private void tellWhileReady(String state) {
    if (service.isPresent() && !stopping) {
      tell(() -> withStatus(state));
    }
  }

  @Override
  public void stopping() {
    stopping = true;
    tell(() -> "STOPPING=1\nSTATUS=stopping");
  }

  private void tell(Supplier<String> state) {
    socket.threads().execute(new LaterTask(() -> socket.send(state.get()), faults));
  }

  private String withStatus(String state) {
    String status = service.map(one -> one.status().get()).orElse("");
    return state + "\nSTATUS=" + status.replaceAll("\\R", " ");
  }

  @Override
  public void close() {
    socket
        .threads()
        .shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
