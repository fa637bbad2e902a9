package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardIdentity;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.lease.BoardHooks;

/**
 * Everybody who looks after a board, on one event loop. A board of which the operator says nothing
 * has nobody, and is ready at once.
 *
 * <p>One looks after a board for as long as the process runs, also under another name or address
 * that the operator gives it: what is under way goes on, and nobody switches the board beside it.
 * So a board that appears is taken for one that has gone, if its power switch is that one's, or
 * else its name.
 *
 * <p>Thread-safe.
 */
public final class Caretakers implements BoardHooks, AutoCloseable {
  private final EventLoop loop;
  private final Tenure tenure;
  private final CareMemory memory;
  private final PowerSwitches switches;
  private final Map<BoardIdentity, Post> posts = new HashMap<>();

  /** Of boards that are not there at present. They are few, since an operator named each. */
  private final List<Post> vacant = new ArrayList<>();

  private final LiveStays stays = new LiveStays();

  /** Who looks after a board, as it was described last. */
  private record Post(Board board, Upkeep upkeep, Caretaker caretaker) {}

  /**
   * @param loop where everything happens; nothing here keeps it busy
   * @param sockets gives fresh IPv4 sockets for that loop
   * @param tenure whether anything may be done to boards, and to which
   * @param memory of this and earlier processes, and of other gateways
   */
  public Caretakers(
      EventLoop loop, Supplier<DatagramChannel> sockets, Tenure tenure, CareMemory memory) {
    this.loop = loop;
    this.tenure = tenure;
    this.switches = new PowerSwitches(loop, sockets, tenure);
    this.memory = memory;
    memory.listen(this::taken);
  }

  /**
   * Looks after these boards from now on, and after no others.
   *
   * @param upkeep what the operator wants of each
   */
  public synchronized void described(Collection<Board> boards, Function<Board, Upkeep> upkeep) {
    var present = boards.stream().map(Board::identity).collect(Collectors.toSet());
    Map.copyOf(posts).entrySet().stream()
        .filter(post -> !present.contains(post.getKey()))
        .forEach(post -> leave(post.getKey(), post.getValue()));
    boards.forEach(board -> takeUp(board, post -> haveOneBmp(post.upkeep, upkeep.apply(board))));
    boards.forEach(board -> takeUp(board, post -> post.board.name().equals(board.name())));
    boards.forEach(board -> described(board, upkeep.apply(board), present));
  }

  private void leave(BoardIdentity identity, Post post) {
    posts.remove(identity);
    vacant.add(post);
    onLoop(post.caretaker::withdrawn);
  }

  private void takeUp(Board board, Predicate<Post> same) {
    if (!posts.containsKey(board.identity())) {
      Optional<Post> back = vacant.stream().filter(same).findFirst();
      back.ifPresent(post -> posts.put(board.identity(), post));
      back.ifPresent(vacant::remove);
    }
  }

  /** Whether it switches the same board for both; commands switch any board, by its name. */
  private static boolean haveOneBmp(Upkeep one, Upkeep other) {
    return bmpOf(one).flatMap(mine -> bmpOf(other).filter(mine::isAt)).isPresent();
  }

  private static Optional<PowerSource.Bmp> bmpOf(Upkeep upkeep) {
    return upkeep
        .power()
        .map(PowerSettings::source)
        .filter(PowerSource.Bmp.class::isInstance)
        .map(PowerSource.Bmp.class::cast);
  }

  private void described(Board board, Upkeep upkeep, Set<BoardIdentity> present) {
    Care care = switches.careFor(upkeep);
    Post known = posts.get(board.identity());
    if (known != null) {
      List<GuestStay> found = fill(new Post(board, upkeep, known.caretaker), present);
      onLoop(() -> known.caretaker.described(board, care, found));
    } else if (!upkeep.isNothing()) {
      Caretaker fresh = new Caretaker(loop, tenure, memory, board, care);
      List<GuestStay> found = fill(new Post(board, upkeep, fresh), present);
      onLoop(() -> fresh.start(found));
    }
  }

  /** Somebody looks after a board from here on; the answer is who has it already. */
  private List<GuestStay> fill(Post post, Set<BoardIdentity> present) {
    posts.put(post.board.identity(), post);
    return stays.handOver(
        other ->
            other.isSamePlaceAs(post.board)
                || (other.name().equals(post.board.name()) && !present.contains(other.identity())),
        post.caretaker);
  }

  private void onLoop(Runnable task) {
    loop.execute(new LaterTask(task));
  }

  /**
   * Who looks after a board, if anybody does: also for one who knows the board as it was described
   * before, and may learn there that it is withdrawn.
   */
  private Optional<Post> find(Board board) {
    return Optional.ofNullable(posts.get(board.identity()))
        .or(() -> named(board, posts.values()))
        .or(() -> named(board, vacant).filter(post -> post.board.isSamePlaceAs(board)));
  }

  private static Optional<Post> named(Board board, Collection<Post> posts) {
    return posts.stream().filter(post -> post.board.name().equals(board.name())).findFirst();
  }

  /** Before anybody gets it here. */
  private synchronized void taken(Board board, CareState state) {
    Optional<Post> known = find(board);
    if (known.isPresent()) {
      onLoop(() -> known.get().caretaker.taken(state));
    } else if (state.mayBeOff()) {
      CareNotes.tellOfNoSwitch(board);
    }
  }

  @Override
  public synchronized Stay begin(Board board, Guest guest) {
    GuestStay stay = new GuestStay(guest, (gone, cause) -> left(board, gone, cause));
    Optional<Post> known = find(board);
    if (known.isEmpty()) {
      stays.add(stay, board);
      stay.welcome();
    } else {
      Caretaker caretaker = known.get().caretaker;
      stays.add(stay, caretaker);
      onLoop(() -> caretaker.arrived(stay));
    }
    return stay;
  }

  /** The lease ends right after this: from here on the board counts as busy by itself. */
  private synchronized void left(Board board, GuestStay gone, CloseCause cause) {
    Optional<Caretaker> told = stays.remove(gone);
    told.ifPresent(any -> board.upkeep().leaves());
    told.ifPresent(caretaker -> onLoop(() -> hear(caretaker, board, gone, cause)));
  }

  private static void hear(Caretaker caretaker, Board board, GuestStay gone, CloseCause cause) {
    try {
      caretaker.left(gone, cause);
    } finally {
      board.upkeep().leftIsKnown();
    }
  }

  /**
   * Switches a board's power as an operator says, unless somebody has the board. What is under way
   * with it ends first; one that has failed is tried again.
   *
   * @param news takes, on any thread, what is done meanwhile
   * @return completes, on any thread, when it is done or cannot be done
   */
  public CompletionStage<PowerOutcome> order(Board board, PowerOrder what, Consumer<String> news) {
    return order(
        board, new Order(what, Optional.empty(), Optional::empty, news, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<PowerOutcome> reset(Board board, PowerWish wish) {
    return order(
        board,
        new Order(
            PowerOrder.CYCLE,
            Optional.of(wish.account()),
            wish.objection(),
            wish.news(),
            new CompletableFuture<>()));
  }

  private synchronized CompletionStage<PowerOutcome> order(Board board, Order order) {
    Optional<Post> known = find(board);
    if (known.isEmpty()) {
      return CompletableFuture.completedStage(PowerOutcome.noPower(board.name()));
    }
    onLoop(() -> known.get().caretaker.ordered(order));
    return order.outcome().minimalCompletionStage();
  }

  @Override
  public synchronized void serviceChanged(Board board) {
    find(board).ifPresent(post -> onLoop(post.caretaker::serviceChanged));
  }

  /** Begins nothing any more; what is under way is finished by the next process. */
  @Override
  public synchronized void close() {
    posts.values().forEach(post -> onLoop(post.caretaker::end));
    vacant.forEach(post -> onLoop(post.caretaker::end));
    switches.close();
  }
}
