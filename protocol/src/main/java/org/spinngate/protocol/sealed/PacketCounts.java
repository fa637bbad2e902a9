package org.spinngate.protocol.sealed;

/**
 * What has arrived, as the peer is told. All modulo 2^32. Confined to the event loop; makes no
 * objects.
 */
final class PacketCounts {
  private int arrived;
  private int copies;
  private int datagrams;
  private int answered;
  private int arrivedThen;
  private int copiesThen;

  /** A packet has arrived for the first time. */
  void packet() {
    arrived++;
  }

  /** The packet that has just arrived is a probe, and does not count. */
  void probe() {
    arrived--;
  }

  /** A packet that had arrived has done so again. */
  void copy() {
    copies++;
  }

  /** An SCP datagram was in a packet. */
  void datagram() {
    datagrams++;
  }

  /** An answer of this number has come. */
  void answer(int number) {
    if (number - answered > 0) {
      answered = number;
      arrivedThen = arrived;
      copiesThen = copies;
    }
  }

  /** How many packets have arrived. */
  int arrived() {
    return arrived;
  }

  /** How many copies of such have arrived. */
  int copies() {
    return copies;
  }

  /** How many SCP datagrams have. */
  int datagrams() {
    return datagrams;
  }

  /** The number of the latest answer, 0 for none. */
  int answered() {
    return answered;
  }

  /** How many packets had arrived by then. */
  int arrivedThen() {
    return arrivedThen;
  }

  /** How many copies had. */
  int copiesThen() {
    return copiesThen;
  }
}
