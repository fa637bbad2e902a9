package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.queue.FlowQueues;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * A tunnel over one stream connection. Data frames are gathered into one buffer, the size of a TLS
 * record, which leaves at the end of the event loop's current pass: many datagrams cost one system
 * call and one encryption, and none waits for another that has not yet arrived. Each begins with
 * the time mark of its first datagram; the peer's {@link Freshness} looks at it.
 *
 * <p>While the connection takes no bytes, a record or two wait in the channel, and what comes after
 * them in the {@link Backlog}, from which flows leave by turns, and only what is fresh.
 *
 * <p>Confined to the channel's event loop.
 */
public final class StreamTunnel implements Tunnel {
  /** The most plain bytes of one TLS 1.3 record (RFC 8446, section 5.1). */
  private static final int RECORD_BYTES = 16 * 1024;

  /** So many fit, encrypted, into one TCP segment of the usual 1,448 bytes. */
  private static final int SEGMENT_BYTES = 1_400;

  /** Boot images have at most 33 kB; what is beyond many of them is not a boot. */
  private static final long MOST_BOOT_BYTES_WAITING = 1024 * 1024;

  /** Messages are small and rare: a peer for which so many wait has not read for long. */
  private static final int MOST_UNWRITTEN_MESSAGES = 256;

  /** A peer that does not read its {@link Bye} within this time does without. */
  private static final int BYE_SECONDS = 3;

  private final Channel channel;
  private final Heartbeat heartbeat;
  private final boolean coalescing;
  private final Runnable flushTask = this::flush;
  private final ChannelFutureListener whenMessageWritten = this::messageWritten;
  private final RecordWriter records;
  private final Backlog backlog;
  private final BootCounts counts;
  private final TailProbe tail;
  private @Nullable ByteBuf gathered;
  private @Nullable Bye goodbye;
  private Consumer<Unsent> listener = nobody -> {};
  private int unwrittenMessages;
  private boolean ended;

  private StreamTunnel(
      Channel channel, Heartbeat heartbeat, QueueBudget budget, boolean coalescing) {
    this.channel = channel;
    this.records = new RecordWriter(channel, this::drain);
    this.backlog =
        new Backlog(channel.eventLoop(), heartbeat, queues(budget, heartbeat), coalescing);
    this.heartbeat = heartbeat;
    this.coalescing = coalescing;
    this.counts = new BootCounts(channel);
    this.tail =
        new TailProbe(
            channel.eventLoop(),
            heartbeat,
            new Losses(Retransmissions.of(channel)),
            this::sendProbe);
    channel.closeFuture().addListener(closed -> end());
  }

  private FlowQueues queues(QueueBudget budget, Heartbeat heartbeat) {
    int mostLate = (int) heartbeat.mostLate().toMillis();
    return new FlowQueues(channel.alloc(), budget.share(), mostLate, this::unsent);
  }

  /**
   * A server's, which takes everything that a board says for meant.
   *
   * @param channel an open connection whose pipeline ends outbound in a {@link ControlCodec}
   * @param heartbeat the one of the same pipeline
   * @param budget what may wait for it and for others
   */
  public static StreamTunnel ofServer(Channel channel, Heartbeat heartbeat, QueueBudget budget) {
    return new StreamTunnel(channel, heartbeat, budget, false);
  }

  /**
   * A client's: what an application repeats while it still waits here, leaves once.
   *
   * @param channel an open connection whose pipeline ends outbound in a {@link ControlCodec}
   * @param heartbeat the one of the same pipeline
   * @param budget what may wait for it and for others
   */
  public static StreamTunnel ofClient(Channel channel, Heartbeat heartbeat, QueueBudget budget) {
    return new StreamTunnel(channel, heartbeat, budget, true);
  }

  @Override
  public @Nullable DropReason sendScp(int flow, ByteBuf datagram) {
    assert channel.eventLoop().inEventLoop();
    if (ended || !channel.isActive()) {
      return DropReason.TUNNEL_FULL;
    }
    if (records.isBlocked()) {
      return backlog.hold(flow, datagram);
    }
    DataFrame.writeScp(roomFor(datagram), flow, datagram);
    return null;
  }

  private void unsent(Unsent datagrams) {
    if (datagrams.isAny()) {
      listener.accept(datagrams);
    }
  }

  /** From here on this hears of datagrams that were taken, and fall after all. */
  public void tell(Consumer<Unsent> unsent) {
    listener = unsent;
  }

  @Override
  public @Nullable DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    assert channel.eventLoop().inEventLoop();
    // What a board says by its boot port is not a boot.
    long most = coalescing ? MOST_BOOT_BYTES_WAITING : 0;
    if (!channel.isActive() || channel.bytesBeforeWritable() > most) {
      return DropReason.TUNNEL_FULL;
    }
    DataFrame.writeBoot(roomFor(datagram), flow, gapMillis, datagram);
    return null;
  }

  @Override
  public void send(ControlMessage message) {
    assert channel.eventLoop().inEventLoop();
    if (message instanceof BootTaken count) {
      counts.add(count);
      return;
    }
    flush();
    if (message instanceof FlowClosed closed && closed.service() == Service.SCP) {
      // What its flow has sent must not come after it, or the server would begin the flow anew.
      end(closed.flow());
    }
    unwrittenMessages++;
    channel.writeAndFlush(message).addListener(whenMessageWritten);
    if (unwrittenMessages > MOST_UNWRITTEN_MESSAGES) {
      channel.close();
    }
  }

  private void messageWritten(ChannelFuture writing) {
    unwrittenMessages--;
  }

  @Override
  public void close(CloseCause cause, String text) {
    assert channel.eventLoop().inEventLoop();
    flush();
    counts.tell();
    goodbye = new Bye(cause, text);
    drain();
    Future<?> patience =
        new LaterTask(() -> channel.close()).in(channel.eventLoop(), BYE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> patience.cancel(false));
  }

  /** An application talks, by another carrier. */
  public void talkingElsewhere() {
    heartbeat.talking();
  }

  /** The peer was heard on another carrier, by which an application talks. */
  public void heardElsewhere() {
    heartbeat.heardElsewhere();
  }

  @Override
  public PathReport report() {
    return PathReport.ofStream(heartbeat.roundTripNanos());
  }

  private ByteBuf roomFor(ByteBuf datagram) {
    int needed = DataFrame.BOOT_HEADER + datagram.readableBytes();
    int most = recordBytes();
    if (gathered != null && gathered.readableBytes() + needed > most) {
      flush();
    }
    if (gathered == null) {
      gathered = newRecord();
      DataFrame.writeTimeMark(gathered, heartbeat.talking());
      // Runs after the socket events of this pass, so all its datagrams share one record.
      channel.eventLoop().execute(flushTask);
    }
    return gathered;
  }

  /**
   * Of a record nothing can be used before all of it has arrived. From afar, where a lost segment
   * takes long to come again, a record is one segment; nearby, few large ones cost less.
   */
  private int recordBytes() {
    return heartbeat.roundTripNanos() >= TailProbe.FAR_NANOS ? SEGMENT_BYTES : RECORD_BYTES;
  }

  private void flush() {
    ByteBuf full = gathered;
    if (full != null) {
      gathered = null;
      records.write(full);
      tail.follow();
    }
  }

  /** Lets leave what waits, as long as the connection takes it. */
  private void drain() {
    // What is gathered was taken while nothing waited, and so is older.
    flush();
    while (!backlog.isEmpty() && !records.isBlocked()) {
      ByteBuf record = newRecord();
      backlog.moveTo(record, recordBytes());
      writeUnlessEmpty(record);
    }
    Bye last = goodbye;
    if (last != null && backlog.isEmpty()) {
      goodbye = null;
      channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** One record at most: in the channel it does not grow stale, and holds up what is after it. */
  private void end(int flow) {
    if (!backlog.isEmpty()) {
      ByteBuf record = newRecord();
      backlog.end(record, recordBytes(), flow);
      writeUnlessEmpty(record);
    }
  }

  private ByteBuf newRecord() {
    return channel.alloc().directBuffer(recordBytes(), RECORD_BYTES);
  }

  private void writeUnlessEmpty(ByteBuf record) {
    if (record.isReadable()) {
      records.write(record);
      tail.follow();
    } else {
      record.release();
    }
  }

  /** A time mark with nothing after it: no datagram, and not a reason to go on talking. */
  private void sendProbe() {
    if (gathered == null && !records.isBlocked() && records.isTaking()) {
      ByteBuf mark =
          channel.alloc().directBuffer(DataFrame.TIME_MARK_BYTES, DataFrame.TIME_MARK_BYTES);
      DataFrame.writeTimeMark(mark, heartbeat.timeMark(heartbeat.now()));
      channel.writeAndFlush(mark, channel.voidPromise());
    }
  }

  /** No datagram leaves any more, and what waits falls; messages still leave. */
  public void end() {
    ended = true;
    tail.stop();
    backlog.end();
    if (gathered != null) {
      unsent(Unsent.of(DropReason.TUNNEL_DOWN, gathered));
      gathered.release();
      gathered = null;
    }
    if (goodbye != null && channel.isActive()) {
      drain();
    }
  }
}
