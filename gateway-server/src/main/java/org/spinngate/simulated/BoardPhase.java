package org.spinngate.simulated;

/** What a board is at. */
sealed interface BoardPhase {
  /** Without power: silent, and deaf. */
  record Off() implements BoardPhase {}

  /** Unbooted: the boot ROM waits for an image. */
  record InRom(BootRom rom) implements BoardPhase {}

  /** SC&amp;MP has started with this image and waits for its Ethernet: nothing gets through. */
  record Starting(BootImage image) implements BoardPhase {}

  /** SC&amp;MP answers; whether it is ready, {@code VER} tells. */
  record Running(Scamp scamp) implements BoardPhase {}
}
