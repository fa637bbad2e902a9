package org.spinngate.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A ban, or an exception to one, as gateways tell it to each other: see {@link SharedBans}.
 *
 * @param text as it stands there
 */
record BanLine(String text) {
  private static final int HASH_BYTES = 8;
  private static final String NAME = " -";
  private static final String KNOWN = " +";

  /** A name that was typed may be anything, a token too: it is told to nobody as it is. */
  static String hash(String user) {
    return HexFormat.of().formatHex(Sha256.of(user.getBytes(UTF_8)), 0, HASH_BYTES);
  }

  static BanLine all(Neighbourhood place) {
    return new BanLine(place.text());
  }

  static BanLine name(String user, Neighbourhood place) {
    return new BanLine(place.text() + NAME + hash(user));
  }

  static BanLine known(String user, Neighbourhood place) {
    return new BanLine(place.text() + KNOWN + hash(user));
  }

  /** Stands for all who are known at a place. */
  static BanLine anybodyKnown(String place) {
    return new BanLine(place + KNOWN);
  }

  String place() {
    return text.split(" ", 2)[0];
  }

  /** The hash of the name that is banned; empty if it is everybody's ban, or none. */
  Optional<String> name() {
    int mark = text.indexOf(NAME);
    return mark < 0 ? Optional.empty() : Optional.of(text.substring(mark + NAME.length()));
  }

  /** Whether it is an exception. */
  boolean isKnown() {
    return text.contains(KNOWN);
  }

  /** Whether it can be heeded. */
  boolean isSound() {
    return Neighbourhood.parse(place()).isPresent();
  }
}
