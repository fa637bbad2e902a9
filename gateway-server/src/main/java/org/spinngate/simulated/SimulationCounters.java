package org.spinngate.simulated;

import java.util.Map;

/**
 * What a simulated board has seen, at one moment.
 *
 * @param scp of the SCP port
 * @param boot of the boot port
 * @param drops datagrams that fell, by why
 */
public record SimulationCounters(ScpCounters scp, BootCounters boot, Map<DropCause, Long> drops) {
  /** Makes the map unchangeable. */
  public SimulationCounters {
    drops = Map.copyOf(drops);
  }

  /** Datagrams that fell for one reason. */
  public long drops(DropCause cause) {
    return drops.getOrDefault(cause, 0L);
  }
}
