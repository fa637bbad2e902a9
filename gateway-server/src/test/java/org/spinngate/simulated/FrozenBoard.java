package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A board without sockets, whose time passes when a test says so. */
final class FrozenBoard {
  static final InetSocketAddress SENDER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeNetwork network = new FakeNetwork();
  private final Tallies tallies = Tallies.fresh();
  private final List<SdpMessage> messages = new ArrayList<>();
  private final BoardMachine machine;

  FrozenBoard(SimulationSettings settings) {
    time.freezeTime();
    machine =
        new BoardMachine(
            settings,
            variables -> Seat.ofBoardAlone(settings, variables),
            time.eventLoop(),
            network,
            tallies,
            messages::add);
    machine.start();
  }

  BoardMachine machine() {
    return machine;
  }

  FakeNetwork network() {
    return network;
  }

  SimulationCounters counters() {
    return tallies.snapshot();
  }

  /** What applications have received, oldest first. */
  List<SdpMessage> messages() {
    return messages;
  }

  void receive(int port, byte[] bytes) {
    receive(port, bytes, SENDER);
  }

  void receive(int port, byte[] bytes, InetSocketAddress sender) {
    ByteBuf buffer = Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
    machine.receive(new Arrival(port, buffer, sender, time.eventLoop().ticker().nanoTime()));
  }

  void pass(long milliseconds) {
    time.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
    time.runScheduledPendingTasks();
  }
}
