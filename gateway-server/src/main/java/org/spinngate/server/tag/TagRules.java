package org.spinngate.server.tag;

import java.net.InetAddress;
import java.util.List;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.server.config.AddressBlock;

/**
 * What the operator wants to become of IP tags that aim at an address.
 *
 * @param mode whether they are translated, pass, or are refused
 * @param targets networks that they may aim at unchanged, in every mode
 */
public record TagRules(TagMode mode, List<AddressBlock> targets) {
  /** What holds unless the operator says otherwise. */
  public static final TagRules USUAL = new TagRules(TagMode.TRANSLATE, List.of());

  /** Copies the list. */
  public TagRules {
    targets = List.copyOf(targets);
  }

  /**
   * Whether a tag may aim at an IPv4 address unchanged.
   *
   * @param address its first byte the highest; 0, which stands for the sender's, is none
   */
  boolean leaveAlone(int address) {
    InetAddress host = TagRequest.host(address);
    return address != 0 && targets.stream().anyMatch(network -> network.contains(host));
  }
}
