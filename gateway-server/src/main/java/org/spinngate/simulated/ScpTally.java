package org.spinngate.simulated;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what happens on the SCP port. Event loop only. */
final class ScpTally {
  private final Map<Command, Long> executed = new EnumMap<>(Command.class);
  private final ExecutionLedger ledger = new ExecutionLedger();
  private final Set<Integer> sourcePorts = new HashSet<>();
  private long datagrams;
  private long unknownCommands;
  private long replies;
  private long tagOutputs;
  private long injections;
  private long deliveries;

  void datagram() {
    datagrams++;
  }

  void executed(@Nullable Command command, ScpRequest request) {
    int port = request.sender().getPort();
    if (command == null) {
      unknownCommands++;
    } else {
      executed.merge(command, 1L, Long::sum);
    }
    ledger.executed(port, request.sequence(), request.contentHash());
    sourcePorts.add(port);
  }

  void reply() {
    replies++;
  }

  void tagOutput() {
    tagOutputs++;
  }

  void injection() {
    injections++;
  }

  void delivery() {
    deliveries++;
  }

  ScpCounters snapshot() {
    return new ScpCounters(
        datagrams,
        executed,
        unknownCommands,
        replies,
        ledger.most(),
        ledger.repeated(),
        sourcePorts,
        tagOutputs,
        injections,
        deliveries);
  }
}
