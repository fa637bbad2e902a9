package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Tunnel;

/** Remembers what it was given. */
final class RecordingTunnel implements Tunnel {
  private final List<String> sent = new ArrayList<>();
  private final List<ControlMessage> said = new ArrayList<>();
  private boolean full;

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
    return take("scp " + flow);
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
