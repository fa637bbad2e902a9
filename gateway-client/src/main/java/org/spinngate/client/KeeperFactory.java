package org.spinngate.client;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.client.config.LegacyServerSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.NameLookup;
import org.spinngate.client.dial.ServerDialler;
import org.spinngate.client.legacy.LegacyDialler;
import org.spinngate.client.legacy.LegacyLink;
import org.spinngate.client.link.Backoff;
import org.spinngate.client.link.Link;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.SessionKeeper;
import org.spinngate.client.link.SessionWish;
import org.spinngate.client.local.Applications;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.path.PathObserver;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Timing;

/** Makes what keeps the way to a board open. */
public final class KeeperFactory {
  private final ClientSockets sockets;
  private final Consumer<String> warnings;
  private final PathObserver path;
  private final Timing timing;

  /**
   * @param sockets makes the sockets
   * @param warnings told what the user should know though it goes on
   * @param path told of every connection that is up
   * @param timing the clock, and what is late by it
   */
  public KeeperFactory(
      ClientSockets sockets, Consumer<String> warnings, PathObserver path, Timing timing) {
    this.sockets = sockets;
    this.warnings = warnings;
    this.path = path;
    this.timing = timing;
  }

  /**
   * For a gateway or an old server, as the user wants; not started.
   *
   * @throws SettingsException if what the user trusts cannot be read
   */
  SessionKeeper keeper(ConnectSettings settings, Applications applications, LinkEvents events)
      throws SettingsException {
    Backoff backoff = new Backoff(new SplittableRandom()::nextDouble, System::nanoTime);
    if (settings instanceof LegacyServerSettings legacy) {
      LegacyDialler dialler =
          new LegacyDialler(sockets, legacy.server(), names(), System::nanoTime);
      return new LegacyLink(dialler, applications, backoff, events, path);
    }
    ClientSettings gateway = (ClientSettings) settings;
    SessionWish wish =
        new SessionWish(
            new Open(gateway.board(), gateway.waitSeconds()), gateway.waitAgainSeconds());
    return new Link(
        sockets.loop(),
        dialler(gateway.access(), gateway.board()),
        wish,
        applications,
        backoff,
        events);
  }

  /**
   * Knows how to reach a gateway.
   *
   * @param board the name of the one that is wanted there; empty if none is in particular
   * @throws SettingsException if what the user trusts cannot be read
   */
  public Dialler dialler(ServerAccess access, String board) throws SettingsException {
    SealedCarrier sealed =
        new SealedCarrier(
            sockets::datagram, access.carrier(), timing, sockets.queues(), warnings, path);
    return new ServerDialler(
        sockets, access.inOrderFor(board), Version.ofProgram(), names(), sealed, warnings);
  }

  /** Asks the operating system for addresses, on threads of its own. */
  public static NameLookup names() {
    return new NameLookup(KeeperFactory::onThreadOfItsOwn);
  }

  /** Lookups are rare, may block for long, and must not keep the process alive. */
  private static void onThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "name-lookup");
    thread.setDaemon(true);
    thread.start();
  }
}
