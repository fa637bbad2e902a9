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
import org.spinngate.client.local.Applications;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Timing;

/** Makes what keeps the way to a board open. */
public final class KeeperFactory {
  private KeeperFactory() {}

  /**
   * For a gateway or an old server, as the user wants; not started.
   *
   * @param warnings told what the user should know though it goes on
   * @throws SettingsException if what the user trusts cannot be read
   */
  static SessionKeeper keeper(
      ClientSockets sockets,
      ConnectSettings settings,
      Applications applications,
      LinkEvents events,
      Consumer<String> warnings,
      Timing timing)
      throws SettingsException {
    Backoff backoff = new Backoff(new SplittableRandom()::nextDouble, System::nanoTime);
    if (settings instanceof LegacyServerSettings legacy) {
      LegacyDialler dialler =
          new LegacyDialler(sockets, legacy.server(), names(), System::nanoTime);
      return new LegacyLink(dialler, applications, backoff, events);
    }
    ClientSettings gateway = (ClientSettings) settings;
    Dialler dialler = dialler(sockets, gateway.access(), warnings, timing);
    Open wish = new Open(gateway.board(), gateway.waitSeconds());
    return new Link(sockets.loop(), dialler, wish, applications, backoff, events);
  }

  /**
   * Knows how to reach a gateway.
   *
   * @throws SettingsException if what the user trusts cannot be read
   */
  public static Dialler dialler(
      ClientSockets sockets, ServerAccess access, Consumer<String> warnings, Timing timing)
      throws SettingsException {
    return new ServerDialler(sockets, access, Version.ofProgram(), names(), timing, warnings);
  }

  private static NameLookup names() {
    return new NameLookup(KeeperFactory::onThreadOfItsOwn);
  }

  /** Lookups are rare, may block for long, and must not keep the process alive. */
  private static void onThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "name-lookup");
    thread.setDaemon(true);
    thread.start();
  }
}
