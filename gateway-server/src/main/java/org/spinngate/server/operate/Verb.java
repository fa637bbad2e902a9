package org.spinngate.server.operate;

import java.util.Set;
import java.util.function.Consumer;

/** One thing that the operator can ask or tell the running gateway. Thread-safe, and may block. */
public interface Verb {
  /** The word for it. */
  String name();

  /** The options that it takes beside {@code --json}, each with a value. */
  default Set<String> options() {
    return Set.of();
  }

  /** The options that it takes beside {@code --json} and have no value. */
  default Set<String> flags() {
    return Set.of();
  }

  /** Whether it changes something, and is noted in the audit log. */
  boolean changes();

  /**
   * Whether it tells how it goes before it knows whether it can be done at all. Otherwise the first
   * line of progress says that it can.
   */
  default boolean tellsBeforeItKnows() {
    return false;
  }

  /**
   * Does it.
   *
   * @param progress takes lines that the operator should read at once
   * @throws VerbRefusal if it cannot be done; nothing has been changed then
   */
  VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal;
}
