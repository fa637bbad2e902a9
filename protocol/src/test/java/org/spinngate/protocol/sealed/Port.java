package org.spinngate.protocol.sealed;

/**
 * A client's address on a network of one host.
 *
 * @param number tells it from others
 * @param mayBeAnswered whether the server may send there
 */
record Port(int number, boolean mayBeAnswered) implements PacketSource {
  static Port open(int number) {
    return new Port(number, true);
  }

  static Port forbidden(int number) {
    return new Port(number, false);
  }
}
