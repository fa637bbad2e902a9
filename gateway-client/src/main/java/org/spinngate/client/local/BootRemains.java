package org.spinngate.client.local;

import java.util.List;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;

/**
 * What the server was not done with when the session ended, so that it drops it.
 *
 * @param sent what had left for the server, and was counted as passed
 * @param neverSent how many had not
 * @param ofABoot whether any is part of a boot
 */
record BootRemains(Unsent sent, int neverSent, boolean ofABoot) {

  /** Of all that were kept. */
  static BootRemains of(List<BootDatagram> kept) {
    List<BootDatagram> untaken = kept.stream().filter(datagram -> !datagram.isTaken()).toList();
    List<BootDatagram> sent = untaken.stream().filter(BootDatagram::wasEverSent).toList();
    long bytes = sent.stream().mapToLong(datagram -> datagram.bytes().length).sum();
    return new BootRemains(
        new Unsent(DropReason.SESSION_ENDED, sent.size(), bytes),
        untaken.size() - sent.size(),
        untaken.stream().anyMatch(datagram -> datagram.image().isBoot()));
  }
}
