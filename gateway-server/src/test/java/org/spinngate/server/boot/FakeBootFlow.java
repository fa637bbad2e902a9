package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.DropReason;

/** A socket and a session without a network: remembers what leaves, and what is told. */
final class FakeBootFlow implements BootSocket, BootListener {
  private final List<String> left = new ArrayList<>();
  private final List<DropReason> drops = new ArrayList<>();
  private final List<BootReport.State> states = new ArrayList<>();
  private final List<Integer> taken = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private boolean blocked;

  /** The network takes nothing from now on, or does again. */
  void block(boolean now) {
    blocked = now;
  }

  @Override
  public boolean isOpen() {
    return !blocked;
  }

  @Override
  public void sendNow(ByteBuf packet) {
    left.add(BootPackets.name(ByteBufUtil.getBytes(packet)));
    packet.release();
  }

  @Override
  public void bootReport(BootReport report) {
    states.add(report.state());
  }

  @Override
  public void bootTaken(int flow, int count) {
    taken.add(count);
  }

  @Override
  public void dropped(DropReason reason) {
    drops.add(reason);
  }

  @Override
  public boolean senderMayComeBack() {
    return false;
  }

  @Override
  public void notice(String text) {
    notices.add(text);
  }

  /** The names of the packets that have left. */
  List<String> left() {
    return left;
  }

  List<DropReason> drops() {
    return drops;
  }

  List<BootReport.State> states() {
    return states;
  }

  /** How many packets were done with, each time that it was told. */
  List<Integer> taken() {
    return taken;
  }

  List<String> notices() {
    return notices;
  }
}
