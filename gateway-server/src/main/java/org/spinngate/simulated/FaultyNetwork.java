package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The wire, with the losses, duplicates and delays that the settings ask for. A wire that delays
 * holds so much in each direction; what is more is lost. Event loop only.
 */
final class FaultyNetwork implements Network {
  /** Of datagrams that are delayed; each takes more memory than its bytes. */
  static final long MOST_UNDER_WAY = 4 * 1024 * 1024;

  private static final long OVERHEAD = 256;

  private final LinkFaults faults;
  private final EventExecutor loop;
  private final Network wire;
  private final DropTally drops;
  private final SplittableRandom random;
  private final Queue<Arrival> underWay = new ArrayDeque<>();
  private long bytesUnderWay;
  private long bytesBack;
  private int power;
  private boolean unplugged;

  FaultyNetwork(LinkFaults faults, EventExecutor loop, Network wire, DropTally drops) {
    this.faults = faults;
    this.loop = loop;
    this.wire = wire;
    this.drops = drops;
    random = new SplittableRandom(faults.seed());
  }

  /** Hands an arrival on as often as it arrives: not at all, once or twice. */
  void receive(Arrival arrival, Consumer<Arrival> board) {
    if (unplugged || happens(faults.requestLoss())) {
      drops.dropped(DropCause.REQUEST_LOST);
      arrival.release();
      return;
    }
    if (happens(faults.requestDuplication())) {
      deliver(arrival.again(), board);
    }
    deliver(arrival, board);
  }

  /** Pulls the cable, or puts it in again. */
  void plug(boolean in) {
    unplugged = !in;
  }

  /** Loses what is still on its way to the board. */
  void clear() {
    underWay.forEach(Arrival::release);
    underWay.clear();
    bytesUnderWay = 0;
    power++;
  }

  private void deliver(Arrival arrival, Consumer<Arrival> board) {
    if (faults.delay().isZero()) {
      board.accept(arrival);
      return;
    }
    long bytes = OVERHEAD + arrival.datagram().readableBytes();
    if (bytesUnderWay + bytes > MOST_UNDER_WAY) {
      drops.dropped(DropCause.REQUEST_LOST);
      arrival.release();
      return;
    }
    bytesUnderWay += bytes;
    underWay.add(arrival);
    int started = power;
    Runnable later = () -> deliverFirst(started, board);
    var unused = new LaterTask(later).in(loop, faults.delay().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** All are delayed alike, so the first to come is the first to go. */
  private void deliverFirst(int started, Consumer<Arrival> board) {
    if (started == power) {
      Arrival first = underWay.remove();
      bytesUnderWay -= OVERHEAD + first.datagram().readableBytes();
      board.accept(first);
    }
  }

  @Override
  public void sendFromScp(ByteBuffer datagram, InetSocketAddress to) {
    send(datagram, bytes -> wire.sendFromScp(bytes, to));
  }

  @Override
  public void sendFromBoot(ByteBuffer datagram, InetSocketAddress to) {
    send(datagram, bytes -> wire.sendFromBoot(bytes, to));
  }

  @Override
  public int scpPort() {
    return wire.scpPort();
  }

  @Override
  public int bootPort() {
    return wire.bootPort();
  }

  @Override
  public void sendFrom(int port, ByteBuffer datagram, InetSocketAddress to) {
    send(datagram, bytes -> wire.sendFrom(port, bytes, to));
  }

  @Override
  public void listen(int port) {
    wire.listen(port);
  }

  @Override
  public void stopListening(int port) {
    wire.stopListening(port);
  }

  private void send(ByteBuffer datagram, Consumer<ByteBuffer> way) {
    if (unplugged || happens(faults.replyLoss())) {
      drops.dropped(DropCause.REPLY_LOST);
      return;
    }
    if (happens(faults.replyDuplication())) {
      transmit(datagram.duplicate(), way);
    }
    transmit(datagram, way);
  }

  private void transmit(ByteBuffer datagram, Consumer<ByteBuffer> way) {
    if (faults.delay().isZero()) {
      way.accept(datagram);
      return;
    }
    long bytes = OVERHEAD + datagram.remaining();
    if (bytesBack + bytes > MOST_UNDER_WAY) {
      drops.dropped(DropCause.REPLY_LOST);
      return;
    }
    bytesBack += bytes;
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
    Runnable later =
        () -> {
          bytesBack -= bytes;
          way.accept(copy);
        };
    var unused = new LaterTask(later).in(loop, faults.delay().toNanos(), TimeUnit.NANOSECONDS);
  }

  private boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }
}
