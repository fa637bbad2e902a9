package org.spinngate.client.tag;

import java.net.InetAddress;
import java.util.Optional;
import org.spinngate.protocol.TagMark.Kind;

/**
 * Decides what the client delivers itself of what IP tags aim at. Any thread.
 *
 * @param own this machine's addresses
 * @param any whether it may be another host, too
 */
public record TagPolicy(MachineAddresses own, boolean any) {

  /**
   * Which host a tag aims at. A tool on another machine, where the local ports are open to those,
   * may aim a tag at itself and at no other host.
   *
   * @param target the address that the tag names
   * @param local the local address at which the tool has asked for it
   * @param asker the address of the tool
   * @return empty if the client does not deliver there
   */
  public Optional<Kind> of(InetAddress target, InetAddress local, InetAddress asker) {
    if (!asker.equals(local) && !own.contain(asker)) {
      return target.equals(asker) ? Optional.of(Kind.OWN_TARGET) : Optional.empty();
    }
    if (target.equals(local) || own.contain(target)) {
      return Optional.of(Kind.OWN_TARGET);
    }
    boolean host = !target.isAnyLocalAddress() && !target.isMulticastAddress();
    return any && host && !isBroadcast(target) ? Optional.of(Kind.OTHER_TARGET) : Optional.empty();
  }

  private static boolean isBroadcast(InetAddress target) {
    return "255.255.255.255".equals(target.getHostAddress());
  }
}
