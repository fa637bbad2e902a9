package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Tunnel;

/** A tunnel that remembers the numbers that the test gave to datagrams. */
final class BootWay implements Tunnel {
  final List<Integer> arrived = new ArrayList<>();
  final List<Integer> gaps = new ArrayList<>();
  boolean full;

  @Override
  public DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    if (full) {
      return DropReason.TUNNEL_FULL;
    }
    arrived.add(datagram.getInt(datagram.writerIndex() - 4));
    gaps.add(gapMillis);
    return null;
  }

  @Override
  public DropReason sendScp(int flow, ByteBuf datagram) {
    throw new AssertionError();
  }

  @Override
  public void send(ControlMessage message) {
    throw new AssertionError();
  }

  @Override
  public void close(CloseCause cause, String text) {
    throw new AssertionError();
  }

  @Override
  public PathReport report() {
    return PathReport.ofStream(-1);
  }
}
