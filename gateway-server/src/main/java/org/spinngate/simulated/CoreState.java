package org.spinngate.simulated;

/** What the cores of an idle chip are doing (public source: spinnaker_tools sark.h). */
final class CoreState {
  static final int RUN = 7;
  static final int IDLE = 15;

  private CoreState() {}

  /** The monitor runs SC&amp;MP, the others wait for an application. */
  static int of(int core) {
    return core == 0 ? RUN : IDLE;
  }
}
