package org.spinngate.simulated;

import java.util.Map;
import java.util.Set;

/**
 * What the board's SCP port has seen since the board was started, power cycles included.
 *
 * @param datagrams that arrived, dropped ones included
 * @param executed requests that a monitor or core carried out or refused, by command
 * @param unknownCommands requests with a number that is no command
 * @param replies sent in answer to requests
 * @param mostExecutions how often the most repeated request was executed; 1 when none was repeated
 * @param repeatedRequests how many different requests were executed more than once
 * @param sourcePorts UDP ports that requests came from
 * @param tagOutputs messages sent through application tags
 * @param injections datagrams received through reverse tags
 * @param deliveries messages handed to applications, those among them
 */
public record ScpCounters(
    long datagrams,
    Map<Command, Long> executed,
    long unknownCommands,
    long replies,
    int mostExecutions,
    long repeatedRequests,
    Set<Integer> sourcePorts,
    long tagOutputs,
    long injections,
    long deliveries) {

  /** Makes the collections unchangeable. */
  public ScpCounters {
    executed = Map.copyOf(executed);
    sourcePorts = Set.copyOf(sourcePorts);
  }

  /** Executions of one command. */
  public long executions(Command command) {
    return executed.getOrDefault(command, 0L);
  }

  /** Executions of all commands. */
  public long executions() {
    return executed.values().stream().mapToLong(Long::longValue).sum();
  }
}
