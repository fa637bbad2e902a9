package org.spinngate.client.alias;

import java.io.IOException;
import java.net.Inet4Address;

/** Gives this machine addresses and takes them away again. Blocks for a moment. */
public interface AliasMaker {
  /**
   * Gives the loopback interface an address.
   *
   * @throws IOException with the reason in a few words
   */
  void make(Inet4Address address) throws IOException;

  /**
   * Takes it away.
   *
   * @throws IOException with the reason in a few words
   */
  void remove(Inet4Address address) throws IOException;

  /** What a person would type to do the first. */
  String commandToMake(Inet4Address address);

  /** What a person would type to do the second. */
  String commandToRemove(Inet4Address address);

  /** Whether this process probably may do both. */
  boolean isAllowed();
}
