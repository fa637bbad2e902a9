package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.power.PowerSwitch.Power;

/**
 * The BMP of a frame, for all boards that it switches: it is told one thing at a time, and not more
 * than two in a second. What waits meanwhile for the same is told together; what is wanted of one
 * board keeps its order.
 *
 * <p>Nothing is switched at an address that does not say that it is a BMP.
 *
 * <p>Confined to its event loop.
 */
final class Bmp {
  private static final Logger LOG = LoggerFactory.getLogger(Bmp.class);

  /** A frame gets two commands a second at most; what is wanted meanwhile is told together. */
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final InetSocketAddress address;
  private final Function<InetSocketAddress, CompletionStage<InetSocketAddress>> finder;
  private final Supplier<DatagramChannel> sockets;
  private final Tenure tenure;
  private final EventLoop loop;
  private final Deque<Wanted> waiting = new ArrayDeque<>();
  private @Nullable BmpLine line;
  private boolean atWork;
  private @Nullable InetSocketAddress latest;
  private String software = "";
  private Optional<Long> latestNanos = Optional.empty();

  /** What is wanted of one board, as long as that is this gateway's. */
  private record Wanted(
      Power to, int slot, Duration timeout, BooleanSupplier ours, CompletableFuture<Void> done) {
    /** Whether it is wanted still; if not, it is over. */
    boolean stays() {
      boolean stays = ours.getAsBoolean();
      if (!stays) {
        done.completeExceptionally(PowerFailure.lost());
      }
      return stays;
    }
  }

  /**
   * @param finder tells, on any thread, where the address is, if it is a name
   * @param sockets gives fresh IPv4 sockets
   * @param tenure whether anything may be sent
   */
  Bmp(
      InetSocketAddress address,
      Function<InetSocketAddress, CompletionStage<InetSocketAddress>> finder,
      Supplier<DatagramChannel> sockets,
      Tenure tenure,
      EventLoop loop) {
    this.finder = finder;
    this.address = address;
    this.sockets = sockets;
    this.tenure = tenure;
    this.loop = loop;
  }

  /**
   * Switches the board in a slot, when it is its turn.
   *
   * @param ours whether it is still this gateway's; asked each time before anything is sent
   */
  CompletionStage<Void> turn(Power to, int slot, Duration timeout, BooleanSupplier ours) {
    assert loop.inEventLoop();
    Wanted order = new Wanted(to, slot, timeout, ours, new CompletableFuture<>());
    waiting.add(order);
    if (!atWork) {
      atWork = true;
      // Later, so that all who want the same at this moment is told together.
      loop.execute(new LaterTask(this::seek, this::broken));
    }
    return order.done;
  }

  /** Its name, if it has one, is looked up each time that it is needed. */
  private void seek() {
    CompletableFuture<InetSocketAddress> there = finder.apply(address).toCompletableFuture();
    if (there.isDone() && !there.isCompletedExceptionally()) {
      open(there.join());
      return;
    }
    var unused =
        there.whenComplete(
            (found, fault) ->
                loop.execute(
                    new LaterTask(
                        () -> {
                          if (fault == null) {
                            open(found);
                          } else {
                            openWhereItWas();
                          }
                        },
                        this::broken)));
  }

  /** A name server that is down when the power is needed must not matter. */
  private void openWhereItWas() {
    if (latest == null) {
      allFailed("its name cannot be resolved");
    } else {
      open(latest);
    }
  }

  private void open(InetSocketAddress there) {
    latest = there;
    line = new BmpLine(loop, sockets.get(), tenure, there);
    introduce();
  }

  private BmpLine line() {
    return Objects.requireNonNull(line, "at work");
  }

  private void introduce() {
    line()
        .ask(
            BmpQuestion.version(),
            longest(waiting),
            new BmpLine.Asker(
                () -> waiting.stream().anyMatch(order -> order.ours.getAsBoolean()),
                this::introduced,
                this::allFailed,
                this::next));
  }

  private void introduced(BmpAnswer answer) {
    if (!answer.isOfBmp()) {
      allFailed("what answers there is no BMP, but '" + answer.software() + "'");
      return;
    }
    if (!answer.software().equals(software)) {
      software = answer.software();
      LOG.info("BMP {}: {}", place(), software);
    }
    next();
  }

  private void next() {
    waiting.removeIf(order -> !order.stays());
    long pause = latestNanos.map(latest -> latest + GAP_NANOS - now()).orElse(0L);
    if (waiting.isEmpty()) {
      rest();
    } else if (pause > 0) {
      var unused = new LaterTask(this::next, this::broken).in(loop, pause, TimeUnit.NANOSECONDS);
    } else {
      tell(group());
    }
  }

  private long now() {
    return loop.ticker().nanoTime();
  }

  private void tell(List<Wanted> group) {
    latestNanos = Optional.of(now());
    Power to = group.get(0).to;
    int slots = group.stream().mapToInt(order -> 1 << order.slot).reduce(0, (a, b) -> a | b);
    LOG.info("BMP {}: slots {} {}", place(), group.stream().map(Wanted::slot).toList(), to);
    line()
        .ask(
            BmpQuestion.power(to, slots),
            longest(group),
            new BmpLine.Asker(
                () -> group.stream().allMatch(order -> order.ours.getAsBoolean()),
                answer -> answered(group, answer),
                reason -> failed(group, reason),
                () -> tellTheRest(group)));
  }

  /** The rest is wanted still, and comes first. */
  private void tellTheRest(List<Wanted> group) {
    List<Wanted> rest = new ArrayList<>(group);
    Collections.reverse(rest);
    rest.forEach(waiting::addFirst);
    next();
  }

  /** All that want what the first one wants, unless another order for their board comes before. */
  private List<Wanted> group() {
    Power to = waiting.getFirst().to;
    List<Wanted> group = new ArrayList<>();
    Set<Integer> passed = new HashSet<>();
    for (Wanted order : waiting) {
      if (order.to == to && !passed.contains(order.slot)) {
        group.add(order);
      } else {
        passed.add(order.slot);
      }
    }
    waiting.removeAll(group);
    return group;
  }

  private static Duration longest(Iterable<Wanted> orders) {
    Duration longest = Duration.ZERO;
    for (Wanted order : orders) {
      longest = order.timeout.compareTo(longest) > 0 ? order.timeout : longest;
    }
    return longest;
  }

  private void answered(List<Wanted> group, BmpAnswer answer) {
    if (answer.isOk()) {
      group.forEach(order -> order.done.complete(null));
      next();
    } else {
      failed(group, "it refuses with return code 0x%02x".formatted(answer.code()));
    }
  }

  private void failed(List<Wanted> group, String reason) {
    PowerFailure failure = new PowerFailure("BMP " + place() + ": " + reason);
    group.forEach(order -> order.done.completeExceptionally(failure));
    next();
  }

  private void allFailed(String reason) {
    List<Wanted> all = List.copyOf(waiting);
    waiting.clear();
    failed(all, reason);
  }

  private void broken(Throwable fault) {
    LaterTask.tellThread(fault);
    allFailed("internal error");
  }

  /** The next time it is asked anew who it is: frames are exchanged. */
  private void rest() {
    if (line != null) {
      line.close();
    }
    line = null;
    atWork = false;
  }

  /** With what it has said that it is, if it has. */
  String words() {
    return "BMP " + place() + (software.isEmpty() ? "" : " (" + software + ")");
  }

  private String place() {
    return address.getHostString() + ":" + address.getPort();
  }
}
