package org.spinngate.server.link;

import java.util.Locale;

/** Whose allowance of frames is used up. */
public enum FramePayer {
  /** That of the connection. */
  CONNECTION,
  /** That of all connections of a user together. */
  USER;

  /** The one word for logs and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
