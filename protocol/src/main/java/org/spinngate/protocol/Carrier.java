package org.spinngate.protocol;

import java.util.Locale;

/** What carries the datagrams of a session. Each name is the word in tables, metrics and JSON. */
public enum Carrier {
  /** A stream: TLS over TCP. */
  TCP,
  /** Sealed packets, beside a stream. */
  UDP,
  /** The old program's datagrams, by UDP or TCP. */
  LEGACY;

  /** The one word for tables and metrics, such as {@code udp}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
