package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;

/** A tunnel that leads nowhere and remembers. */
final class RecordingTunnel implements Tunnel {
  private final List<Sent> datagrams = new ArrayList<>();
  private final List<ControlMessage> messages = new ArrayList<>();
  private final List<CloseCause> closes = new ArrayList<>();
  private String lastWords = "";
  private boolean full;
  private long roundTripNanos = -1;
  private ResendCounts resends = ResendCounts.NONE;

  /** A datagram for the client. */
  @SuppressWarnings("ArrayRecordComponent") // only its components are ever compared
  record Sent(Service service, int flow, byte[] bytes) {}

  void fillUp() {
    full = true;
  }

  void resent(ResendCounts counts) {
    resends = counts;
  }

  void measure(long nanos) {
    roundTripNanos = nanos;
  }

  List<Sent> datagrams() {
    return datagrams;
  }

  <T extends ControlMessage> List<T> messages(Class<T> kind) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<String> notices() {
    return messages(Notice.class).stream().map(Notice::text).toList();
  }

  List<CloseCause> closes() {
    return closes;
  }

  /** What was said at the last goodbye. */
  String lastWords() {
    return lastWords;
  }

  @Override
  public DropReason sendScp(int flow, ByteBuf datagram) {
    return take(new Sent(Service.SCP, flow, ByteBufUtil.getBytes(datagram)));
  }

  @Override
  public DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    return take(new Sent(Service.BOOT, flow, ByteBufUtil.getBytes(datagram)));
  }

  private DropReason take(Sent datagram) {
    if (full) {
      return DropReason.TUNNEL_FULL;
    }
    datagrams.add(datagram);
    return null;
  }

  @Override
  public void send(ControlMessage message) {
    messages.add(message);
  }

  @Override
  public void close(CloseCause cause, String text) {
    closes.add(cause);
    lastWords = text;
  }

  @Override
  public PathReport report() {
    PathReport report = PathReport.ofStream(roundTripNanos);
    return new PathReport(
        report.carrier(),
        report.roundTripNanos(),
        report.lossPerMillion(),
        report.copies(),
        report.saved(),
        resends,
        report.packetBytes(),
        0);
  }
}
