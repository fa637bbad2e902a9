package org.spinngate.server.sealed;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.session.ClaimListener;
import org.spinngate.server.session.Session;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.SessionTerms;
import org.spinngate.server.session.SessionTimes;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.TestAccess;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.usage.Unmetered;

/** The session of one user with one board, whose socket remembers what reaches it. */
final class OneSession {
  private OneSession() {}

  /**
   * Opens it.
   *
   * @param loop where it is to live
   * @param board what its flows are
   * @param tunnel to the client
   */
  static Session open(
      EventLoop loop, BoardDirectory boards, MemorySocket board, SealedTunnel tunnel) {
    Flows.Shared flows =
        new Flows.Shared(
            () -> board,
            Tenure.ALWAYS,
            TestBudgets.flows(100),
            new Flows.PerSession(8, SessionRates.UNLIMITED, 64),
            DoorBench.UNHURRIED,
            Clock.systemUTC());
    Sessions sessions =
        new Sessions(
            TestAccess.alone(
                new Permissions(
                    boards, name -> Optional.of(Somebody.named(name, "*")), login -> true),
                System::nanoTime,
                Clock.systemUTC()),
            new SessionTable(System::nanoTime),
            new SessionTerms(
                user ->
                    new SessionTimes(
                        new SessionTimes.Span(Duration.ZERO, Duration.ZERO),
                        new SessionTimes.Span(Duration.ZERO, Duration.ZERO),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(30)),
                () -> flows),
            new Unmetered());
    OpenDoor visitor = new OpenDoor();
    Client client = new Client(Somebody.letIn("alice", "*"), "203.0.113.9:51544", loop);
    sessions.open(client, new Open("spin5-01", 0), tunnel, visitor);
    return visitor.opened.orElseThrow();
  }

  static Board spin5() {
    return new Board(
        "spin5-01",
        new Board.Addresses(
            new InetSocketAddress("127.0.0.2", 17893), new InetSocketAddress("127.0.0.2", 54321)),
        false,
        new Board.Handling(Duration.ofMillis(10), 8, true),
        "rack 2");
  }

  private static final class OpenDoor implements ClaimListener {
    private Optional<Session> opened = Optional.empty();

    @Override
    public void preparing(String news) {}

    @Override
    public void waiting(int position, Optional<Holder> holder) {}

    @Override
    public void opened(Session session) {
      opened = Optional.of(session);
    }

    @Override
    public void elsewhere(String address) {}

    @Override
    public void refused(CloseCause cause, String text, Optional<Holder> holder) {}
  }
}
