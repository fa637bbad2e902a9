package org.spinngate.protocol;

import java.util.Optional;

/**
 * What becomes of requests that set an IP tag with an address of its own. Tags for the sender of
 * the request, and reverse tags, do not name an address, and always pass.
 *
 * <pre>
 *  +--------+
 *  | mode   |       the value of the extra "ip tags"; the codes are in the order below, from 0 on
 *  | 1 byte |
 *  +--------+
 * </pre>
 */
public enum TagMode {
  /** The board sends to the gateway instead, which hands on to what the tag aims at. */
  TRANSLATE,
  /** The board is told what the tool has written, and sends there itself. */
  PASS,
  /** The board is told nothing, and the tool hears that its request is refused. */
  REFUSE;

  /** Adds it to a tail. */
  public Extras addTo(Extras extras) {
    return extras.plus(ExtraType.IP_TAGS.number(), (byte) ordinal());
  }

  /** What a tail says about it; empty if it says nothing that this program understands. */
  public static Optional<TagMode> of(Extras extras) {
    return extras
        .value(ExtraType.IP_TAGS.number())
        .filter(value -> value.length == 1 && value[0] >= 0 && value[0] < values().length)
        .map(value -> values()[value[0]]);
  }
}
