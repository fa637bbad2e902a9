package org.spinngate.server;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.net.Listeners;
import org.spinngate.server.net.LocalAddresses;
import org.spinngate.server.net.Loops;

/** Addresses of this machine come and go: looks for new ones until the loops end. */
final class AddressWatch {
  private static final Logger LOG = LoggerFactory.getLogger(AddressWatch.class);

  /** How soon a new one answers. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private AddressWatch() {}

  static void start(Loops loops, Doors doors, Listeners listeners) {
    Faults faults =
        new Faults(
            System::nanoTime,
            (fault, more) -> LOG.error("fault while looking at addresses{}", more, fault));
    RepeatedTask.start(
        loops.background(),
        Duration.ZERO,
        LOOK,
        () -> {
          doors.look();
          listeners.look(LocalAddresses.now());
        },
        faults);
  }
}
