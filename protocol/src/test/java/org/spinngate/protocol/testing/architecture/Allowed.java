package org.spinngate.protocol.testing.architecture;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Exceptions to a rule, each with its reason. One that nobody needs any more breaks the rule too.
 */
final class Allowed {
  private final Map<String, String> reasons;
  private final Set<String> needed = new HashSet<>();

  Allowed(Map<String, String> reasons) {
    this.reasons = Map.copyOf(reasons);
  }

  /** Whether there is an exception for this; it is needed, then. */
  boolean covers(String name) {
    boolean covered = reasons.containsKey(name);
    if (covered) {
      needed.add(name);
    }
    return covered;
  }

  /** Those that the rule does not need. */
  Set<String> useless() {
    Set<String> rest = new HashSet<>(reasons.keySet());
    rest.removeAll(needed);
    return rest;
  }
}
