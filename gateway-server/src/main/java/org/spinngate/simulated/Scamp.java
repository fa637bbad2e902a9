package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;

/** The software of a booted board with all it owns: chips, tags and the ways in and out. */
final class Scamp {
  private final ChipGrid grid;
  private final TagTable tags;
  private final ScampMachine machine;
  private final LiveInput input;
  private final LiveOutput output;

  Scamp(
      SimulationSettings settings,
      byte[] variables,
      EventExecutor loop,
      Network network,
      Tallies tallies,
      InjectionListener listener) {
    grid = new ChipGrid(settings, variables);
    tags = new TagTable(loop, network);
    TagOutput tagOutput = new TagOutput(tags, network);
    long delay = settings.replyDelay().toNanos();
    ReplySender replies = new ReplySender(loop, tags, tagOutput, tallies, delay);
    machine = new ScampMachine(grid, tags, replies, settings.release(), tallies);
    input = new LiveInput(tags, tallies, listener);
    output = new LiveOutput(tagOutput, tallies);
  }

  void becomeReady() {
    grid.becomeReady();
  }

  void receive(ByteBuf datagram, InetSocketAddress sender) {
    machine.receive(datagram, sender);
  }

  /** False when no tag listens on the port. */
  boolean inject(int port, ByteBuf datagram, InetSocketAddress sender) {
    return input.receive(port, datagram, sender);
  }

  boolean emit(int tag, byte[] payload) {
    return output.emit(tag, payload);
  }

  /** Gives back the ports that reverse tags opened. */
  void stop() {
    tags.clearAll();
  }
}
