package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.server.flow.FlowListener;
import org.spinngate.server.usage.Traffic;

/**
 * What one session hears from its flows: passes the board's datagrams on to the client, counts, and
 * tells the log.
 *
 * <p>Confined to the session's event loop.
 */
final class FlowEvents implements FlowListener {
  private final ClientAttachment attachment;
  private final Traffic traffic;
  private final SessionLog log;
  private final BoardWatch watch;
  private final Metering metering;
  private @Nullable Aftermath aftermath;

  FlowEvents(
      ClientAttachment attachment,
      Traffic traffic,
      SessionLog log,
      BoardWatch watch,
      Metering metering) {
    this.attachment = attachment;
    this.traffic = traffic;
    this.log = log;
    this.watch = watch;
    this.metering = metering;
  }

  /** From now on it hears of what falls after the end of the session. */
  void tellAfterTheEnd(Aftermath listener) {
    aftermath = listener;
  }

  /** Something was counted when the session was over. */
  void countedAfterTheEnd() {
    if (aftermath != null) {
      aftermath.dropped();
    }
  }

  @Override
  public void fromBoard(Service service, int flow, ByteBuf datagram) {
    watch.fromBoard(service);
    toClient(service, flow, datagram);
  }

  @Override
  public void toClient(Service service, int flow, ByteBuf datagram) {
    DropReason reason = attachment.send(service, flow, datagram);
    if (reason == null) {
      traffic.toClient(datagram.readableBytes());
    } else {
      dropped(reason);
    }
  }

  @Override
  public void sentToBoard(int bytes) {
    traffic.toBoard(bytes);
    watch.toBoard();
  }

  @Override
  public void answered(long nanos) {
    metering.answered(nanos);
  }

  @Override
  public void dropped(DropReason reason, int datagrams) {
    traffic.dropped(reason, datagrams);
    tell(reason);
  }

  @Override
  public void unsent(Unsent datagrams) {
    traffic.unsentToBoard(datagrams);
    tell(datagrams.reason());
  }

  private void tell(DropReason reason) {
    watch.dropped(reason);
    log.dropped(reason);
    if (attachment.isOver()) {
      countedAfterTheEnd();
    }
  }

  @Override
  public void bootReport(BootReport report) {
    log.boot(report);
    metering.boot(report);
    attachment.tell(report);
  }

  @Override
  public void bootTaken(int flow, int count) {
    attachment.bootTaken(flow, count);
  }

  @Override
  public boolean senderMayComeBack() {
    return attachment.isDetached();
  }

  @Override
  public void tagElsewhere(String words) {
    log.tagElsewhere(words);
    attachment.notice(DropReason.TAG_ELSEWHERE.label() + ": " + words);
  }

  @Override
  public void tagLost(String words) {
    log.tagLost(words);
    attachment.notice(words);
  }

  @Override
  public void notice(String text) {
    attachment.notice(text);
  }
}
