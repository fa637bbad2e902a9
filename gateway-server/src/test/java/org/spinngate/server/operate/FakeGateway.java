package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.admission.ConnectionRow;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.health.HealthCheck;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.order.Barred;
import org.spinngate.server.order.Gone;
import org.spinngate.server.order.OperatorOrders;
import org.spinngate.server.order.OrderTaker;
import org.spinngate.server.order.OtherGateways;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.report.Samples;
import org.spinngate.server.session.SessionRow;

/** A gateway that remembers what it was told. */
public final class FakeGateway {
  /** In the order in which it was told. */
  public final List<String> told = new CopyOnWriteArrayList<>();

  /** One that nobody has. */
  public final Board board =
      new Board(
          "spin5-03",
          new Board.Addresses(
              new InetSocketAddress("192.168.240.3", 17893),
              new InetSocketAddress("192.168.240.3", 54321)),
          false,
          new Board.Handling(Duration.ofMillis(10), 8, true),
          "rack 1");

  final List<SessionRow> rows = new ArrayList<>(List.of(Samples.BUSY));
  final List<ConnectionRow> waiting =
      List.of(
          new ConnectionRow(
              "alice", "203.0.113.9:51546", "waiting", "spin5-03", Samples.NOW.minusSeconds(61)),
          new ConnectionRow(
              "bob", "203.0.113.9:51547", "choosing", "", Samples.NOW.minusSeconds(2)));
  final List<Barred> barred = new ArrayList<>();
  Operations.Reloaded outcome = new Operations.Reloaded(true, "+1 board", List.of("+ board a"));
  HealthReport health =
      new HealthReport(true, List.of(new HealthCheck("tunnels", true, "1 listener")));

  /** None if it stands alone. */
  @Nullable Facility facility;

  /** None if it stands alone. */
  @Nullable OtherGateways others;

  private final OrderTaker taker = new Taker();

  private int lifted;

  boolean looksAtOrdersLater;
  PowerOutcome powerOutcome =
      new PowerOutcome(PowerOutcome.Result.DONE, "board spin5-03 is power-cycled");
  Consumer<Consumer<String>> draining = progress -> progress.accept("1 session left");

  /** Its verbs, at the time of the samples. */
  public Verbs verbs() {
    Operations operations =
        new Operations(
            new Operations.View(
                () -> List.copyOf(rows),
                () -> List.copyOf(waiting),
                () -> List.of(board),
                () -> health,
                Optional.ofNullable(facility)),
            new OperatorOrders(taker, Optional.ofNullable(others)),
            this::switchPower,
            this::reload,
            this::drain);
    return Verbs.of(operations, Clock.fixed(Samples.NOW, ZoneOffset.UTC));
  }

  /** Everything that comes back for a line, after which the connection must be closed. */
  String ask(String line) {
    EmbeddedChannel channel = new EmbeddedChannel();
    verbs().run(line, new VerbReply(channel), "1000");
    StringBuilder answer = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      answer.append(part.toString(UTF_8));
      part.release();
    }
    assertThat(channel.isOpen()).isFalse();
    return answer.toString();
  }

  /** So many bans there are of whomever the operator means. */
  public void hasBans(int count) {
    lifted = count;
  }

  private int serviceChanges;

  private final class Taker implements OrderTaker {
    @Override
    public Optional<Bar> kick(SessionId session, String reason) {
      told.add("kick " + session + " " + reason);
      return rows.removeIf(row -> row.who().session().equals(session.toString()))
          ? Optional.of(Bar.ofSession("alice", board, reason))
          : Optional.empty();
    }

    @Override
    public boolean end(SessionId session, String reason) {
      return kick(session, reason).isPresent();
    }

    @Override
    public Optional<Gone> kickUser(String user, String reason) {
      told.add("kick user " + user + " " + reason);
      boolean found = rows.removeIf(row -> row.who().user().equals(user));
      return found ? Optional.of(new Gone(1, waiting.size())) : Optional.empty();
    }

    @Override
    public void bar(Bar bar) {
      told.add("bar " + bar.account());
    }

    @Override
    public int lift(BanTarget target) {
      told.add("lift " + target.text());
      return lifted;
    }

    @Override
    public List<Barred> barred() {
      return List.copyOf(barred);
    }

    @Override
    public void serviceChanged(Board which) {
      serviceChanges++;
    }
  }

  private CompletionStage<PowerOutcome> switchPower(
      Board which, PowerOrder order, Consumer<String> news) {
    told.add("power " + order.label() + " " + which.name());
    if (looksAtOrdersLater) {
      return CompletableFuture.supplyAsync(() -> powerOutcome);
    }
    news.accept("power-cycling " + which.name() + ", about 35 s");
    return CompletableFuture.completedStage(powerOutcome);
  }

  private Operations.Reloaded reload() {
    told.add("reload");
    return outcome;
  }

  private void drain(Duration deadline, Consumer<String> progress) {
    told.add("drain " + deadline);
    draining.accept(progress);
  }

  /** How often a board has gone out of service or come back. */
  int serviceChanges() {
    return serviceChanges;
  }
}
