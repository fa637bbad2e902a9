package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/** The software of a booted board with all it owns: chips, tags and the ways in and out. */
final class Scamp {
  private final Network network;
  private final Tallies tallies;
  private final ChipGrid grid;
  private final TagTable tags;
  private final ScampMachine machine;
  private final LiveInput input;
  private final LiveOutput output;

  Scamp(
      SimulationSettings settings,
      Seat seat,
      EventExecutor loop,
      Network network,
      Tallies tallies,
      ApplicationListener listener) {
    this.network = network;
    this.tallies = tallies;
    grid = seat.grid();
    Arp arp = new Arp(loop, settings.release(), settings.arp());
    tags = new TagTable(loop, network, arp);
    grid.connect(seat.own(), tags);
    TagOutput tagOutput = new TagOutput(tags, network);
    long delay = settings.replyDelay().toNanos();
    ReplySender replies = new ReplySender(loop, tags, tagOutput, tallies, delay);
    machine = new ScampMachine(seat, tags, replies, settings.release(), tallies, listener);
    input = new LiveInput(tags, machine, tallies);
    output = new LiveOutput(loop, tagOutput, tallies);
  }

  void becomeReady() {
    grid.becomeReady();
  }

  /** Handles a datagram, which stays the caller's. What is not for SCP is for a reverse tag. */
  void receive(Arrival arrival) {
    if (arrival.port() == network.scpPort()) {
      machine.receive(arrival.datagram(), arrival.sender());
    } else if (!input.receive(arrival.port(), arrival.datagram(), arrival.sender())) {
      boolean boot = arrival.port() == network.bootPort();
      tallies.drops().dropped(boot ? DropCause.ALREADY_BOOTED : DropCause.NO_TAG);
    }
  }

  boolean emit(int tag, byte[] payload) {
    return output.emit(tag, payload);
  }

  Future<Long> emit(Emission emission) {
    return output.emit(emission);
  }

  /** Ends what applications send, and gives back the ports that reverse tags opened. */
  void stop() {
    output.stop();
    tags.clearAll();
  }
}
