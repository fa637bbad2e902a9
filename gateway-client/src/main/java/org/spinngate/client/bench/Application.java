package org.spinngate.client.bench;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One application with a socket of its own, which keeps its window full of reads, repeats those
 * that are not answered in a second, as SpiNNMan does, and believes no answer unseen. Confined to
 * the generator's thread; makes no objects once it runs.
 */
final class Application implements AutoCloseable {
  /** How long to wait before a read is sent again. */
  static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  /** No answer is so long; what is longer is cut, and still too long. */
  private static final int LONGEST = 512;

  private static final int SOCKET_BUFFER = 1 << 20;
  private static final int MOST_TRIES = 10_000;

  private final DatagramChannel channel;
  private final Load load;
  private final Memory memory;
  private final LongSupplier nanoTime;
  private final Outstanding outstanding;
  private final ByteBuffer request = direct(ScpRead.REQUEST_BYTES);
  private final ByteBuffer answer = direct(LONGEST);
  private int nextBlock;

  private Application(DatagramChannel channel, Load load, Memory memory, LongSupplier nanoTime) {
    this.channel = channel;
    this.load = load;
    this.memory = memory;
    this.nanoTime = nanoTime;
    this.outstanding = new Outstanding(load.window());
  }

  /**
   * Opens the socket.
   *
   * @param number of this application among those of the load, from 0; it starts to read elsewhere
   */
  static Application open(
      Target target, Load load, int number, Memory memory, LongSupplier nanoTime)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
      channel.configureBlocking(false);
      channel.connect(target.scp());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    Application application = new Application(channel, load, memory, nanoTime);
    application.nextBlock = Memory.BLOCKS / load.applications() * number;
    return application;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Is told by the selector's keys when there is something to receive. */
  void register(Selector selector) throws IOException {
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Fills the window. */
  void begin() throws IOException {
    long now = nanoTime.getAsLong();
    for (int place = 0; place < outstanding.window(); place++) {
      ask(place, now);
    }
  }

  /** How many reads have no answer yet. */
  int waiting() {
    return outstanding.waiting();
  }

  /** Gives up what has no answer yet. */
  void abandon() {
    for (int place = 0; place < outstanding.window(); place++) {
      if (outstanding.isWaiting(place)) {
        outstanding.end(place);
      }
    }
  }

  /** Sends again what has waited for long enough. */
  void repeatLate(Tally tally) throws IOException {
    long now = nanoTime.getAsLong();
    for (int place = 0; place < outstanding.window(); place++) {
      if (outstanding.isWaiting(place) && now - outstanding.latestNanos(place) >= PATIENCE) {
        tally.timedOut();
        outstanding.repeated(place, now);
        send(place);
      }
    }
  }

  /**
   * Takes every answer that has arrived.
   *
   * @param lasts whether the round does, so that each answer makes room for another read
   */
  void receive(Tally tally, boolean lasts) throws IOException {
    while (arrived()) {
      take(tally, lasts);
    }
  }

  private boolean arrived() throws IOException {
    answer.clear();
    try {
      // Nothing is 0, and so is an empty datagram, after which the selector calls again.
      return channel.read(answer) > 0;
    } catch (PortUnreachableException e) {
      return false;
    }
  }

  private void take(Tally tally, boolean lasts) throws IOException {
    answer.flip();
    int place =
        ScpRead.hasSequence(answer)
            ? outstanding.placeOf(ScpRead.sequence(answer))
            : Outstanding.NEVER_ASKED;
    if (place == Outstanding.ANSWERED_BEFORE) {
      tally.doubled();
    } else if (place == Outstanding.NEVER_ASKED || !isRight(place)) {
      tally.wrong();
    } else {
      long now = nanoTime.getAsLong();
      tally.answered(now - outstanding.firstNanos(place), lasts);
      outstanding.end(place);
      if (lasts) {
        ask(place, now);
      }
    }
  }

  private boolean isRight(int place) {
    return ScpRead.isData(answer, load.bytes()) && memory.holds(outstanding.block(place), answer);
  }

  private void ask(int place, long now) throws IOException {
    outstanding.begin(place, nextBlock, now);
    nextBlock = (nextBlock + 1) % Memory.BLOCKS;
    send(place);
  }

  private void send(int place) throws IOException {
    int address = memory.address(outstanding.block(place));
    ScpRead.write(request, outstanding.sequence(place), address, load.bytes());
    try {
      // The kernel takes datagrams again within microseconds; if not, this one is lost.
      for (int tries = 0; tries < MOST_TRIES && channel.write(request) == 0; tries++) {
        Thread.onSpinWait();
      }
    } catch (PortUnreachableException e) {
      // An earlier one met nobody; this one is lost too, and repeated.
      request.clear();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
