package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A board without sockets, whose time passes when a test says so. */
final class FrozenBoard {
  private static final InetSocketAddress SENDER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeNetwork network = new FakeNetwork();
  private final Tallies tallies = Tallies.fresh();
  private final BoardMachine machine;

  FrozenBoard(SimulationSettings settings) {
    time.freezeTime();
    machine = new BoardMachine(settings, time.eventLoop(), network, tallies, (tag, payload) -> {});
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

  void receive(Arrival.Port port, byte[] bytes) {
    ByteBuf buffer = Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
    machine.receive(new Arrival(port, buffer, SENDER, time.eventLoop().ticker().nanoTime()));
  }

  void pass(long milliseconds) {
    time.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
    time.runScheduledPendingTasks();
  }
}
