package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.dial.NameLookup;
import org.spinngate.client.link.Backoff;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.local.LocalBoard;
import org.spinngate.client.path.PathObserver;
import org.spinngate.client.testing.PlayedLegacyServer;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

/** An old server whose name has several addresses. */
@ExtendWith(LeakExtension.class)
class LegacyLinkTest {
  private static final InetSocketAddress NO_BOARD = new InetSocketAddress("127.71.6.9", 9);
  private static final String DEAD = "127.71.6.1";

  private final ClientSockets sockets = new ClientSockets(Transport.best());
  private final RecordedEvents events = new RecordedEvents();
  private final List<String> found = new CopyOnWriteArrayList<>();
  private PlayedLegacyServer server;
  private LegacyLink link;

  @BeforeEach
  void start() throws Exception {
    server = new PlayedLegacyServer(new PlayedLegacyServer.Mode(true, true), NO_BOARD, NO_BOARD);
    LegacyServer old =
        new LegacyServer("old.test", server.scp().port(), server.boot().port(), true, true);
    NameLookup names = new NameLookup(Runnable::run, host -> addresses());
    LegacyDialler dialler = new LegacyDialler(sockets, old, names, System::nanoTime);
    LocalBoard board =
        LocalBoard.bind(
            sockets,
            new LocalBoard.Place("127.0.0.1", 0, 0),
            false,
            warning -> {},
            Timing.of(System::nanoTime));
    Backoff backoff = new Backoff(() -> 0.5, System::nanoTime);
    link =
        new LegacyLink(
            dialler, board.applications(), backoff, events, new PathObserver(System::nanoTime));
  }

  @AfterEach
  void close() throws Exception {
    sockets.loop().submit(link::release).sync();
    sockets.close().syncUninterruptibly();
    server.close();
  }

  private InetAddress[] addresses() throws UnknownHostException {
    if (found.isEmpty()) {
      throw new UnknownHostException("no name server");
    }
    return found.stream()
        .map(NetUtil::createInetAddressFromIpAddressString)
        .toArray(InetAddress[]::new);
  }

  private void connect(String... addresses) {
    found.addAll(Arrays.asList(addresses));
    sockets.loop().execute(link::start);
  }

  @Test
  void theAddressesAreTriedInTurn() {
    connect("::1", DEAD, server.host());

    await().until(() -> events.ups() == 1);
  }

  @Test
  void ifNoneLeadsThereTheReasonOfEachIsTold() {
    connect(DEAD, "127.71.6.2");

    await().until(() -> events.latest() instanceof LinkState.Stopped);

    String text = ((LinkState.Stopped) events.latest()).why().text();
    assertThat(text)
        .contains("old.test", DEAD + ": connection refused, 127.71.6.2: connection refused");
  }

  @Test
  void whoseNameIsNotKnownAnyMoreIsFoundWhereItWas() throws Exception {
    connect(DEAD, server.host());
    await().until(() -> events.ups() == 1);
    found.clear();

    server.stop();
    server.start();

    // Twice, if it was up again while only one of its two ports was closed.
    await().until(() -> events.ups() >= 2);
  }
}
