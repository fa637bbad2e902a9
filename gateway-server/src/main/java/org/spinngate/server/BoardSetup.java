package org.spinngate.server;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardNames;
import org.spinngate.server.config.Access;
import org.spinngate.server.config.BoardPlace;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.net.LocalAddresses;
import org.spinngate.server.tag.TagRules;
import org.spinngate.simulated.SimulatedBoard;

/**
 * Makes the boards that the configuration names, and starts those that are simulated. A board that
 * was there before stays the same one, also if it is described in other words now: it would have
 * two holders otherwise.
 *
 * <p>Thread-safe; blocks, so not for event loops.
 */
final class BoardSetup {
  private static final long LOOK_SECONDS = 1;

  private final Simulations simulations;
  private final EventExecutor background;
  private final BoardNames names = new BoardNames();
  private Set<BoardPlace> wanted = Set.of();
  private Map<String, Entry> present = new LinkedHashMap<>();

  /**
   * Boards that the configuration names no more but that somebody still holds, or that still run.
   */
  private final List<Entry> leaving = new ArrayList<>();

  /** A board of ours, and what tells it from the others. */
  private record Simulation(SimulatedBoard board, int identity) {}

  private record Entry(BoardSettings settings, Board board, Optional<Simulation> simulated) {
    boolean isAt(BoardSettings wanted) {
      boolean samePlace = settings.place().equals(wanted.place());
      return samePlace && (simulated.isEmpty() || settings.name().equals(wanted.name()));
    }

    /** Whether it is there at present, though it was described otherwise. */
    boolean isReachedAt(BoardSettings wanted) {
      Board.Addresses there = new Board.Addresses(wanted.place().scp(), wanted.place().boot());
      return simulated.isEmpty() && !there.areUnknown() && board.addresses().equals(there);
    }

    /** Whether nobody has it, and nothing of it runs. */
    boolean isOver() {
      return simulated.isEmpty() && !board.lease().held();
    }

    Optional<String> name() {
      return settings.place() instanceof BoardPlace.Lan lan && lan.isByName()
          ? Optional.of(lan.host())
          : Optional.empty();
    }
  }

  /**
   * @param background looks now and then whether a board is left; no loop of simulated boards,
   *     which this object waits for
   */
  BoardSetup(Simulations simulations, EventExecutor background) {
    this.simulations = simulations;
    this.background = background;
  }

  /**
   * Makes every board of a configuration, in the operator's order.
   *
   * @throws IOException if a simulated board cannot have its address; nothing has changed then
   */
  synchronized List<Board> boards(Collection<BoardSettings> all) throws IOException {
    wanted = all.stream().map(BoardSettings::place).collect(Collectors.toSet());
    Map<String, Simulation> started = startNew(all);
    Map<String, Entry> next = new LinkedHashMap<>();
    for (BoardSettings settings : all) {
      next.put(settings.name(), entry(settings, Optional.ofNullable(started.get(settings.name()))));
    }
    present.values().stream().filter(entry -> isGone(entry, next)).forEach(this::leave);
    leaving.removeIf(entry -> !isGone(entry, next) || entry.isOver());
    present = next;
    all.forEach(this::learn);
    settle();
    limitReverseTags();
    closeBmps(all);
    return next.values().stream().map(Entry::board).toList();
  }

  private Map<String, Simulation> startNew(Collection<BoardSettings> all) throws IOException {
    Map<String, Simulation> started = new HashMap<>();
    try {
      for (BoardSettings settings : all) {
        if (settings.place() instanceof BoardPlace.Simulated place && known(settings).isEmpty()) {
          int identity = freeIdentity(started.values());
          SimulatedBoard board = simulations.start(settings.name(), place, identity);
          started.put(settings.name(), new Simulation(board, identity));
          wire(settings, board);
        }
      }
      return started;
    } catch (IOException | RuntimeException e) {
      started.values().forEach(simulation -> simulation.board.close());
      throw e;
    }
  }

  private void wire(BoardSettings settings, SimulatedBoard board) throws IOException {
    Optional<PowerSettings> power = settings.upkeep().power();
    if (power.isPresent()
        && power.get().source() instanceof PowerSource.Bmp bmp
        && bmp.simulated()) {
      simulations.wire(bmp, board);
    }
  }

  /** The least that no board has, not even one that is about to leave. */
  private int freeIdentity(Collection<Simulation> started) {
    Set<Integer> taken =
        Stream.concat(started.stream(), everywhere().flatMap(entry -> entry.simulated.stream()))
            .map(Simulation::identity)
            .collect(Collectors.toSet());
    return IntStream.iterate(0, next -> next + 1)
        .filter(identity -> !taken.contains(identity))
        .findFirst()
        .orElseThrow();
  }

  private void learn(BoardSettings settings) {
    if (settings.place() instanceof BoardPlace.Lan lan && !lan.scp().isUnresolved()) {
      names.learn(lan.host(), lan.scp().getAddress());
    }
  }

  /** The names that boards are described by. */
  synchronized List<String> names() {
    return everywhere().flatMap(entry -> entry.name().stream()).toList();
  }

  /** What some of them mean now. Blocks for a moment only. */
  synchronized void learn(Map<String, InetAddress> meanings) {
    meanings.forEach(names::learn);
    settle();
    limitReverseTags();
  }

  /** A board that sends to a BMP what its user wrote would switch others. */
  private void closeBmps(Collection<BoardSettings> all) {
    Set<InetAddress> bmps =
        all.stream()
            .flatMap(settings -> settings.upkeep().power().stream())
            .flatMap(power -> power.source().host().stream())
            .collect(Collectors.toSet());
    everywhere().forEach(entry -> entry.board.tags().close(bmps));
  }

  private void limitReverseTags() {
    List<Board> all = everywhere().map(Entry::board).toList();
    ReverseReach reach = new ReverseReach(all, LocalAddresses.now());
    everywhere()
        .forEach(
            entry ->
                entry
                    .board
                    .tags()
                    .reachOnly(reach.of(entry.board, entry.simulated.map(Simulation::board))));
  }

  private void settle() {
    Map<String, String> byName = new HashMap<>();
    everywhere()
        .forEach(entry -> entry.name().ifPresent(host -> byName.put(entry.board.name(), host)));
    names.settle(everywhere().map(Entry::board).toList(), byName);
  }

  private Stream<Entry> everywhere() {
    return Stream.concat(present.values().stream(), leaving.stream());
  }

  /** The same board on the LAN, also if it had another name. */
  private Optional<Entry> known(BoardSettings settings) {
    return everywhere()
        .filter(entry -> entry.isAt(settings))
        .findFirst()
        .or(() -> describedOtherwise(settings));
  }

  /** One that no other description wants to be, such as by its address instead of its name. */
  private Optional<Entry> describedOtherwise(BoardSettings settings) {
    return everywhere()
        .filter(entry -> !wanted.contains(entry.settings.place()))
        .filter(entry -> entry.isReachedAt(settings))
        .findFirst();
  }

  private Entry entry(BoardSettings settings, Optional<Simulation> started) {
    Optional<Entry> before = known(settings);
    if (before.filter(entry -> entry.settings.equals(settings)).isPresent()) {
      return before.get();
    }
    return before
        .map(entry -> entry(settings, described(entry.board, settings), entry.simulated))
        .orElseGet(() -> entry(settings, made(settings, started), started));
  }

  /** What may be done with tags holds at once, also for those who have the board. */
  private static Entry entry(BoardSettings settings, Board board, Optional<Simulation> simulation) {
    BoardSettings.AddressRules wish = settings.addresses();
    board.tags().follow(new TagRules(wish.ipTags(), wish.tagTargets()));
    return new Entry(settings, board, simulation);
  }

  private static Board described(Board board, BoardSettings settings) {
    return board.described(
        settings.name(), isShared(settings), handling(settings), settings.comment());
  }

  private static Board made(BoardSettings settings, Optional<Simulation> simulated) {
    Board.Addresses addresses =
        simulated
            .map(Simulation::board)
            .map(board -> new Board.Addresses(board.scpAddress(), board.bootAddress()))
            .orElseGet(() -> new Board.Addresses(settings.place().scp(), settings.place().boot()));
    return new Board(
        settings.name(), addresses, isShared(settings), handling(settings), settings.comment());
  }

  private static boolean isShared(BoardSettings settings) {
    return settings.access() == Access.SHARED;
  }

  private static Board.Handling handling(BoardSettings settings) {
    BoardSettings.Handling bears = settings.handling();
    return new Board.Handling(
        settings.addresses().tell(), bears.bootGap(), bears.scpWindow(), bears.singleReply());
  }

  private static boolean isGone(Entry entry, Map<String, Entry> next) {
    return next.values().stream().noneMatch(other -> other.board.isSamePlaceAs(entry.board));
  }

  private void leave(Entry entry) {
    leaving.add(entry);
    entry.simulated.ifPresent(board -> closeWhenFree(entry));
  }

  private void closeWhenFree(Entry entry) {
    LaterTask look = new LaterTask(() -> closeIfFree(entry), fault -> lookAgain(entry, fault));
    var unused = look.in(background, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void lookAgain(Entry entry, Throwable fault) {
    closeWhenFree(entry);
    LaterTask.tellThread(fault);
  }

  private synchronized void closeIfFree(Entry entry) {
    boolean back = present.values().stream().anyMatch(one -> one.board.isSamePlaceAs(entry.board));
    if (!back && entry.board.lease().held()) {
      closeWhenFree(entry);
    } else if (!back) {
      leaving.remove(entry);
      entry.simulated.ifPresent(simulation -> simulation.board.close());
    }
  }
}
