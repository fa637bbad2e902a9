package org.spinngate.server.operate;

import java.util.Set;

/** A verb that changes something for a reason, which those who are concerned may read. */
abstract class ReasonedVerb implements Verb {
  private final String name;

  ReasonedVerb(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public Set<String> options() {
    return Set.of(Arguments.REASON);
  }

  @Override
  public final boolean changes() {
    return true;
  }
}
