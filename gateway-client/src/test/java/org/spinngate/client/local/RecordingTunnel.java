package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Tunnel;

/** Remembers what it was given. */
final class RecordingTunnel implements Tunnel {
  private final List<String> sent = new ArrayList<>();
  private final List<ControlMessage> said = new ArrayList<>();
  private String latest = "";
  private boolean full;

  /** The bytes of the latest SCP datagram. */
  String latest() {
    return latest;
  }

  List<String> sent() {
    return sent;
  }

  List<ControlMessage> said() {
    return said;
  }

  void fill() {
    full = true;
  }

  void forgetAllButTheLatest() {
    sent.subList(0, sent.size() - 1).clear();
    said.clear();
  }

  @Override
  public DropReason sendScp(int flow, ByteBuf datagram) {
    latest = ByteBufUtil.hexDump(datagram);
    return take(DataFrame.isMarked(flow) ? "marked " + (flow & DataFrame.MAX_FLOW) : "scp " + flow);
  }

  @Override
  public DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    return take("boot " + flow + " gap " + gapMillis);
  }

  private DropReason take(String datagram) {
    if (full) {
      return DropReason.TUNNEL_FULL;
    }
    sent.add(datagram);
    return null;
  }

  @Override
  public void send(ControlMessage message) {
    said.add(message);
  }

  @Override
  public void close(CloseCause cause, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PathReport report() {
    return PathReport.ofStream(-1);
  }
}
