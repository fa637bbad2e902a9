package org.spinngate.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * What becomes of requests that set an IP tag with an address of its own. Tags for the sender of
 * the request, and reverse tags, do not name an address, and always pass.
 *
 * <pre>
 *  +--------+
 *  | mode   |       the value of the extra "ip tags"
 *  | 1 byte |
 *  +--------+
 * </pre>
 */
public enum TagMode {
  /** The board sends to the gateway instead, which hands on to what the tag aims at. */
  TRANSLATE(0),
  /** The board is told what the tool has written, and sends there itself. */
  PASS(1),
  /** The board is told nothing, and the tool hears that its request is refused. */
  REFUSE(2);

  private final int code;

  TagMode(int code) {
    this.code = code;
  }

  /** Adds it to a tail. */
  public Extras addTo(Extras extras) {
    return extras.plus(ExtraType.IP_TAGS.number(), (byte) code);
  }

  /** What a tail says about it; empty if it says nothing that this program understands. */
  public static Optional<TagMode> of(Extras extras) {
    return extras
        .value(ExtraType.IP_TAGS.number())
        .filter(value -> value.length == 1)
        .flatMap(value -> ofCode(value[0]));
  }

  private static Optional<TagMode> ofCode(int code) {
    return Arrays.stream(values()).filter(mode -> mode.code == code).findAny();
  }
}
