package org.spinngate.simulated;

/** The return codes that this board can give (public source: spinnaker_tools sark.h). */
enum ReturnCode {
  OK(0x80),
  LEN(0x81),
  CMD(0x83),
  ARG(0x84),
  PORT(0x85),
  TIMEOUT(0x86),
  ROUTE(0x87),
  CPU(0x88),
  P2P_BUSY(0x8d);

  private final int wire;

  ReturnCode(int wire) {
    this.wire = wire;
  }

  int wire() {
    return wire;
  }
}
