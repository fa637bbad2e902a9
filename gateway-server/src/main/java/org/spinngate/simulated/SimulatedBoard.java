package org.spinngate.simulated;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A board that exists only on the wire: two UDP ports behind which a boot ROM, SC&amp;MP and its IP
 * tags behave as those of real boards do. Chips remember what is written to them and run nothing.
 *
 * <p>Everything happens on one event loop; the methods here may be called from any thread. {@link
 * #counters} waits for the loop, unless called on it.
 */
public final class SimulatedBoard {
  private static final Logger log = LoggerFactory.getLogger(SimulatedBoard.class);

  private final SimulationSettings settings;
  private final EventLoop loop;
  private final Tallies tallies = Tallies.fresh();
  private final BoardSockets sockets;
  private final BoardMachine machine;
  private volatile ApplicationListener listener = message -> {};
  private volatile InetSocketAddress scpAddress = new InetSocketAddress(0);
  private volatile InetSocketAddress bootAddress = new InetSocketAddress(0);

  private SimulatedBoard(
      EventLoop loop,
      ChannelFactory<DatagramChannel> factory,
      SimulationSettings settings,
      Function<byte[], Seat> seats) {
    this.settings = settings;
    this.loop = loop;
    sockets = new BoardSockets(loop, factory, settings.bindAddress());
    ApplicationListener toCurrent = message -> listener.received(message);
    machine = new BoardMachine(settings, seats, loop, sockets, tallies, toCurrent);
  }

  /**
   * Switches a board on: binds both of its sockets on one event loop of the group. The future fails
   * with the reason if a port is taken.
   *
   * @param sockets makes IPv4 sockets that fit the event loops
   */
  public static Future<SimulatedBoard> start(
      EventLoopGroup group, ChannelFactory<DatagramChannel> sockets, SimulationSettings settings) {
    return start(
        group.next(), sockets, settings, variables -> Seat.ofBoardAlone(settings, variables));
  }

  /** Switches on one that finds its chips where it is told. */
  static Future<SimulatedBoard> start(
      EventLoop loop,
      ChannelFactory<DatagramChannel> sockets,
      SimulationSettings settings,
      Function<byte[], Seat> seats) {
    Promise<SimulatedBoard> started = loop.newPromise();
    SimulatedBoard board = new SimulatedBoard(loop, sockets, settings, seats);
    loop.execute(() -> board.open(started));
    return started;
  }

  /**
   * The digest that {@link BootCounters#imageDigest} shows when this image file was booted, system
   * variables put in: SHA-256 of the file, its last word completed with zeros, in hexadecimal.
   */
  public static String digest(byte[] imageFile) {
    return BootImage.digest(imageFile);
  }

  /** Where the board listens for SCP. */
  public InetSocketAddress scpAddress() {
    return scpAddress;
  }

  /** Where the board listens for boot packets. */
  public InetSocketAddress bootAddress() {
    return bootAddress;
  }

  /** Whether a reverse tag has opened this UDP port, and nobody else had it. */
  public boolean listensAt(int port) {
    return sockets.listensAt(port);
  }

  /** What the board has seen until now. */
  public SimulationCounters counters() {
    return onLoop(tallies::snapshot).syncUninterruptibly().getNow();
  }

  /** Back to the boot ROM: memory, tags and what was under way are gone; counters stay. */
  public Future<Void> powerCycle() {
    return told(machine::powerCycle);
  }

  /** Takes its power away: it is silent on everything until {@link #powerOn}; counters stay. */
  public Future<Void> powerOff() {
    return told(machine::powerOff);
  }

  /** Gives it power, if it has none: then it begins with its boot ROM. */
  public Future<Void> powerOn() {
    return told(machine::powerOn);
  }

  /** Pulls its cable: all that is sent to it or by it is lost, and nobody is told. */
  public Future<Void> unplug() {
    return plug(false);
  }

  /** Puts its cable in again; it has gone on working meanwhile. */
  public Future<Void> plugIn() {
    return plug(true);
  }

  private Future<Void> plug(boolean in) {
    return told(() -> machine.plug(in));
  }

  /**
   * Sends output of an application through an IP tag, as core 1 of the root chip.
   *
   * @param tag 0 to 7
   * @param payload what follows the SDP header, at most 272 bytes
   * @return whether the tag was valid
   */
  public Future<Boolean> emit(int tag, byte[] payload) {
    if (payload.length > LiveInput.MAX_LENGTH) {
      throw new IllegalArgumentException("SDP has no room for " + payload.length + " bytes");
    }
    return onLoop(() -> machine.emit(tag, payload));
  }

  /**
   * Has an application send a stream of numbered messages through an IP tag. It ends with its last
   * message, or with the next power cycle; the future tells then how many messages left the board.
   * What finds the tag not valid is lost, as on a real board, and a board that is not running sends
   * nothing.
   */
  public Future<Long> emit(Emission emission) {
    Promise<Long> ended = loop.newPromise();
    loop.execute(
        () -> {
          var unused = PromiseNotifier.cascade(machine.emit(emission), ended);
        });
    return ended;
  }

  /** Sets who learns what hosts send to applications; nobody at first. */
  public void onMessage(ApplicationListener newListener) {
    listener = newListener;
  }

  /** Sets who sees each datagram before the board does; nobody at first. */
  public void onArrival(ArrivalFilter filter) {
    sockets.filter(filter);
  }

  /** Switches off for good and gives the ports back. */
  public Future<Void> close() {
    Promise<Void> closed = loop.newPromise();
    loop.execute(
        () -> {
          var unused = PromiseNotifier.cascade(sockets.close(), closed);
        });
    return closed;
  }

  private void open(Promise<SimulatedBoard> started) {
    sockets
        .open(settings.scpPort(), settings.bootPort(), machine::receive)
        .addListener(
            bound -> {
              if (bound.isSuccess()) {
                opened();
                started.setSuccess(this);
              } else {
                sockets.close().addListener(closed -> started.setFailure(bound.cause()));
              }
            });
  }

  private void opened() {
    scpAddress = sockets.scpAddress();
    bootAddress = sockets.bootAddress();
    sockets.onClosed(machine::stop);
    machine.start();
    log.info(
        "simulated {} board: SCP at {}, boot at {}",
        settings.kind(),
        NetUtil.toSocketAddressString(scpAddress),
        NetUtil.toSocketAddressString(bootAddress));
  }

  private Future<Void> told(Runnable change) {
    return onLoop(
        () -> {
          change.run();
          return null;
        });
  }

  private <T> Future<T> onLoop(Callable<T> question) {
    if (!loop.inEventLoop()) {
      return loop.submit(question);
    }
    try {
      return loop.newSucceededFuture(question.call());
    } catch (Exception e) {
      return loop.newFailedFuture(e);
    }
  }
}
