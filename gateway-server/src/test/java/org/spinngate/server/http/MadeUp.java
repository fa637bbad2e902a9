package org.spinngate.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.config.HttpSettings;
import org.spinngate.server.health.HealthCheck;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.metrics.Views;
import org.spinngate.server.report.BoardRow;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.usage.Traffic;

/** A facility that is not there, for the page to show: so many boards, most of them in use. */
final class MadeUp {
  static final Instant NOW = Instant.parse("2026-11-22T14:30:00Z");

  private static final List<String> STATES =
      List.of(
          "booted",
          "unreachable",
          "booting",
          "unbooted",
          "disabled",
          "unknown",
          "off",
          "powering",
          "failed");
  private static final List<String> USERS =
      List.of("alice", "bob", "carol", "dmitri", "erika.mustermann", "franz", "guest-07");
  private static final int SEED = 7;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final GatewayMetrics metrics =
      new GatewayMetrics(
          new Views(List::of, List::of, new Views.Server(() -> true, Optional::empty)),
          "0.1.0",
          System::nanoTime);

  private final List<BoardRow> boards;
  private final List<SessionRow> sessions;
  private Optional<Facility> facility = Optional.empty();
  private boolean ready = true;
  private boolean broken;
  private String detail = "listening at 0.0.0.0:17894";
  private final AtomicInteger healthAnswers = new AtomicInteger();

  MadeUp(List<BoardRow> boards, List<SessionRow> sessions) {
    this.boards = boards;
    this.sessions = sessions;
  }

  /** So many boards, two thirds of them in use. */
  static MadeUp facility(int boards) {
    List<BoardRow> rows = IntStream.range(0, boards).mapToObj(MadeUp::board).toList();
    SplittableRandom random = new SplittableRandom(SEED);
    return new MadeUp(
        rows,
        rows.stream()
            .filter(row -> row.use().holder().isPresent())
            .map(row -> session(row, random))
            .toList());
  }

  /** So many boards, of which each third is switched at this moment, and nobody has one. */
  static MadeUp powering(int boards) {
    List<String> states = List.of("powering", "off", "failed");
    return new MadeUp(
        IntStream.range(0, boards)
            .mapToObj(
                number ->
                    board(
                        "spin5-%02d-%02d".formatted(number / 24, number % 24),
                        states.get(number % states.size()),
                        Optional.empty(),
                        "rack " + number / 24))
            .toList(),
        List.of());
  }

  private static BoardRow board(int number) {
    boolean used = number % 3 != 2;
    String state = used ? "in-use" : STATES.get(number / 3 % STATES.size());
    return board(
        "spin5-%02d-%02d".formatted(number / 24, number % 24),
        state,
        used ? Optional.of(USERS.get(number % USERS.size())) : Optional.empty(),
        "rack %d, slot %d".formatted(number / 24, number % 24));
  }

  static BoardRow board(String name, String state, Optional<String> user, String comment) {
    String detail =
        switch (state) {
          case "booted" -> "SC&MP 4.0.0";
          case "unreachable" -> "no answer since 14:03:10 UTC, no hello heard";
          case "disabled" -> "being repaired";
          case "powering" -> "power-cycling " + name;
          case "failed" -> "BMP 192.168.240.0:17893: it does not answer";
          case "off" -> "switched off until somebody wants it";
          default -> "";
        };
    String words = state.replace('-', ' ');
    return new BoardRow(
        name,
        "exclusive",
        new BoardRow.State(
            state,
            state.equals("booted") ? words + " " + detail : words,
            detail,
            state.equals("disabled") ? Optional.of(detail) : Optional.empty()),
        new BoardRow.Use(
            user.isPresent() ? 1 : 0,
            user.map(one -> new Holder(one, NOW.minusSeconds(4000), Duration.ofSeconds(3))),
            name.endsWith("-04") ? 2 : 0),
        Optional.of("BMP 192.168.240.0:17893 (BC&MP 2.1.0), slot 3"),
        "192.168.240.3:17893",
        comment);
  }

  private static SessionRow session(BoardRow board, SplittableRandom random) {
    long datagrams = random.nextLong(3_000_000);
    return session(
        "%08x".formatted(random.nextInt()),
        board.use().holder().orElseThrow().user(),
        board.name(),
        new Traffic.Snapshot(
            datagrams,
            datagrams * 270,
            datagrams,
            datagrams * 276,
            datagrams % 5 == 0 ? Map.of(DropReason.TUNNEL_FULL, datagrams % 97) : Map.of()));
  }

  static SessionRow session(String name, String user, String board, Traffic.Snapshot traffic) {
    int number = Math.floorMod(name.hashCode(), 1000);
    return new SessionRow(
        new SessionRow.Who(name, user, board),
        "exclusive",
        new SessionRow.Client(
            number % 40 == 0 ? "detached" : "attached",
            "203.0.113.%d:%d".formatted(number % 250, 50_000 + number),
            new PathReport(
                number % 4 == 0 ? Carrier.TCP : Carrier.UDP,
                number * 120_000L,
                -1,
                0,
                0,
                ResendCounts.NONE,
                number % 4 == 0 ? 0 : 1_472,
                0),
            number * 120_000L,
            number % 40 == 0 ? Optional.of(NOW.plusSeconds(12)) : Optional.empty()),
        1 + number % 4,
        traffic,
        NOW.minusSeconds(number * 31L));
  }

  /** One of several gateways. */
  MadeUp oneOf(Facility several) {
    facility = Optional.of(several);
    return this;
  }

  MadeUp notReady() {
    ready = false;
    return this;
  }

  /** Its answers about health are this long, and counted. */
  MadeUp longHealth(int bytes) {
    detail = "x".repeat(bytes);
    return this;
  }

  /** Nobody can be told of its health. */
  MadeUp brokenHealth() {
    broken = true;
    return this;
  }

  /** How often somebody was answered about its health. */
  int healthAnswers() {
    return healthAnswers.get();
  }

  private HealthReport health() {
    if (broken) {
      throw new IllegalStateException("ours");
    }
    healthAnswers.incrementAndGet();
    return new HealthReport(
        true,
        List.of(
            new HealthCheck("tunnels", true, detail),
            new HealthCheck(
                "datagrams", ready, ready ? "a datagram can go out" : "no way to the boards")));
  }

  StatusSources sources() {
    return new StatusSources(
        () -> boards,
        () -> sessions,
        facility,
        this::health,
        metrics,
        "0.1.0",
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Serves it at a free port, with five minutes of traffic behind it. */
  StatusServer serve(String... hosts) {
    StatusServer server =
        new StatusServer(
            new HttpSettings(
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                List.of(hosts)),
            Transport.best(),
            sources());
    for (int step = 0; step < 130; step++) {
      pass(step);
      server.history().step();
    }
    server.start();
    return server;
  }

  private void pass(int step) {
    long wave = (long) (sessions.size() * (900 + 600 * Math.sin(step / 9.0)));
    long datagrams = wave + random.nextLong(1 + wave / 8);
    metrics
        .sessions()
        .moved(
            "spin5-00-00",
            Carrier.UDP,
            new Traffic.Snapshot(
                datagrams,
                datagrams * 270,
                datagrams - datagrams / 90,
                datagrams * 270,
                step % 40 > 34 ? Map.of(DropReason.STALE, datagrams / 90) : Map.of()));
  }
}
