package org.spinngate.server.power;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the next process must know of a board. */
enum CareNote {
  /** Somebody has had it since it was switched on. */
  USED,
  /** It is being power-cycled, and may be off. */
  CYCLING,
  /** It is off until somebody wants it. */
  OFF;

  /** The word in the file. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<CareNote> of(String word) {
    return Stream.of(values()).filter(note -> note.word().equals(word)).findFirst();
  }
}
