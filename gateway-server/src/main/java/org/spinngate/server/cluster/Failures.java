package org.spinngate.server.cluster;

import java.util.concurrent.CompletionException;

/** What went wrong, without what stages put around it. */
final class Failures {
  private Failures() {}

  static Throwable causeOf(Throwable fault) {
    return fault instanceof CompletionException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }

  /** The same for people. */
  static String wordsOf(Throwable fault) {
    return String.valueOf(causeOf(fault).getMessage());
  }
}
