package org.spinngate.server.power;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;
import org.spinngate.server.testing.TestLoop;

/**
 * The boards of a frame, whose BMP switches them, on a test's time; or boards that commands switch,
 * on a loop of their own, since a test's loop must not be told anything by other threads.
 */
final class FrameBench {
  private static final InetSocketAddress BMP = new InetSocketAddress("127.9.9.9", 17893);
  private static final Duration STEP = Duration.ofMillis(50);

  final TestLoop time = new TestLoop();
  final PlayedBmp bmp = new PlayedBmp(time);
  final List<Board> boards;
  final List<String> news = new CopyOnWriteArrayList<>();
  private final EventLoop loop;
  private final PowerTimes times;
  private final Caretakers caretakers;
  private int sessions;
  private final Map<Board, Integer> terms = new ConcurrentHashMap<>();
  volatile boolean tenure = true;

  FrameBench(int size, PowerTimes times) {
    this.times = times;
    this.loop = time.loop();
    this.boards = IntStream.range(0, size).mapToObj(FrameBench::board).toList();
    this.caretakers = new Caretakers(loop, bmp::socket, new Terms(), CareJournal.none());
  }

  /** One board, which commands switch. */
  FrameBench(PowerTimes times, CareJournal journal) {
    this.times = times;
    this.loop = new DefaultEventLoop();
    this.boards = List.of(board(0));
    this.caretakers = new Caretakers(loop, bmp::socket, new Terms(), journal);
  }

  /** Whether this gateway has the frame's boards, and has had them without a break. */
  private final class Terms implements Tenure {
    @Override
    public boolean holds() {
      return tenure;
    }

    @Override
    public BooleanSupplier term(Board board) {
      int now = terms.getOrDefault(board, 0);
      return () -> now == terms.getOrDefault(board, 0);
    }
  }

  /** A board was another gateway's, and is this one's again. */
  void wasAway(Board board) {
    terms.merge(board, 1, Integer::sum);
  }

  private static Board board(int slot) {
    return board("b" + slot, slot + 1);
  }

  /** One of this name at another address. */
  static Board board(String name, int host) {
    return new Board(
        name,
        new Board.Addresses(
            new InetSocketAddress("127.0.1." + host, 17893),
            new InetSocketAddress("127.0.1." + host, 54321)),
        false,
        new Board.Handling(true, Duration.ofMillis(10), 8, true),
        "");
  }

  /** The operator wants this of all of them from now on. */
  void policy(PowerPolicy policy) {
    described(policy, HookSettings.NONE);
  }

  void described(PowerPolicy policy, HookSettings hooks) {
    caretakers.described(boards, board -> upkeep(bmpOf(board), policy, hooks));
    time.run();
  }

  /** The operator describes these boards, in these slots, and no others. */
  void described(Map<Board, Integer> slots, PowerPolicy policy) {
    caretakers.described(
        slots.keySet(),
        board ->
            upkeep(
                new PowerSource.Bmp(BMP, slots.getOrDefault(board, 0), false),
                policy,
                HookSettings.NONE));
    time.run();
  }

  /** The operator says nothing of the boards' power. */
  void lookAfterNone() {
    caretakers.described(boards, board -> Upkeep.NONE);
    time.run();
  }

  /** The server stops. */
  void stop() {
    caretakers.close();
    time.run();
  }

  /** The operator wants that commands switch the boards. */
  void source(PowerSource source, PowerPolicy policy) {
    caretakers.described(boards, board -> upkeep(source, policy, HookSettings.NONE));
    time.run();
  }

  private PowerSource bmpOf(Board board) {
    return new PowerSource.Bmp(BMP, boards.indexOf(board), false);
  }

  private Upkeep upkeep(PowerSource source, PowerPolicy policy, HookSettings hooks) {
    return new Upkeep(Optional.of(new PowerSettings(source, policy, times)), hooks);
  }

  /** Lets time pass, and the BMP answer. */
  void pass(Duration duration) {
    time.run();
    for (long steps = duration.dividedBy(STEP); steps > 0; steps--) {
      step();
    }
  }

  void step() {
    bmp.look();
    time.jump(STEP);
    bmp.look();
  }

  BoardHooks.Stay arrive(Board board, String user) {
    return arrive(board, user, false);
  }

  BoardHooks.Stay arrive(Board board, String user, boolean returns) {
    SessionIdentity session =
        new SessionIdentity(
            new SessionId(++sessions), new ResumeToken(1, sessions), time.instant());
    BoardHooks.Stay stay =
        caretakers.begin(
            board,
            new BoardHooks.Guest(session, user, returns, words -> news.add(user + ": " + words)));
    time.run();
    return stay;
  }

  CompletableFuture<PowerOutcome> order(Board board, PowerOrder what) {
    CompletableFuture<PowerOutcome> outcome =
        caretakers.order(board, what, words -> {}).toCompletableFuture();
    time.run();
    return outcome;
  }

  /** The operator gives a board back to users. */
  void enable(Board board) {
    caretakers.serviceChanged(board);
    time.run();
  }

  static boolean isReady(BoardHooks.Stay stay) {
    CompletableFuture<Optional<Refusal>> ready = stay.ready().toCompletableFuture();
    return ready.isDone() && ready.join().isEmpty();
  }

  /** Why the board cannot be had; empty as long as that is not known. */
  static Optional<Refusal> refusal(BoardHooks.Stay stay) {
    return stay.ready().toCompletableFuture().getNow(Optional.empty());
  }

  BoardState state(int slot) {
    return boards.get(slot).status().state();
  }

  void close() {
    caretakers.close();
    time.run();
    if (loop != time.loop()) {
      loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
