package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBufAllocator;

/** What is around a path whose socket always takes packets, and whose addresses stay. */
abstract class CalmSurroundings implements ClientPath.Surroundings, ServerPath.Surroundings {
  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  @Override
  public int longestPacket() {
    return 1472;
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void proven(boolean now) {
    // The choice says it.
  }

  @Override
  public void anotherPort() {
    // The line knows no ports.
  }

  @Override
  public void moved(PacketSource peer) {
    // There is one place.
  }

  @Override
  public void keysAreOld() {
    // They never are.
  }
}
