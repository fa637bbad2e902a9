package org.spinngate.client.config;

import java.util.Locale;

/** Everything that can be set, by the same word as flag, environment variable and file key. */
public enum Setting {
  /** {@code HOST[:PORT]} of the server, or of several of one facility. */
  SERVER,
  /** The board's name, or several. */
  BOARD,
  /** The user's name. */
  USER,
  /** The file that holds the token. */
  TOKEN_FILE,
  /** The server's pin. */
  PIN,
  /** A file with certificate authorities. */
  CA,
  /** What carries SCP datagrams to the server. */
  TRANSPORT,
  /** The local address, or one for each board. */
  BIND,
  /** Whether the board appears at its own address. */
  AS_BOARD,
  /** The local port for SCP. */
  SCP_PORT,
  /** The local port for boot. */
  BOOT_PORT,
  /** Where to deliver what IP tags aim at. */
  TAG_TARGETS,
  /** How long to queue for a board. */
  WAIT,
  /** {@code HOST[:PORT]} of an old server, in place of {@link #SERVER}. */
  LEGACY_SERVER,
  /** The port on which the old server takes boot. */
  LEGACY_BOOT_PORT,
  /** Whether the old server was started with this option. */
  BOOT_VIA_TCP,
  /** Whether the old server was started with this option. */
  SDP_VIA_TCP;

  /** The key in a file, such as {@code token-file}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The flag, such as {@code --token-file}. */
  public String flag() {
    return "--" + key();
  }

  /** The environment variable, such as {@code SPINNGATE_TOKEN_FILE}. */
  public String variable() {
    return "SPINNGATE_" + name();
  }

  /** Whether it may have several values: a flag given again, a list in a file, or commas. */
  boolean mayBeSeveral() {
    return this == SERVER || this == BOARD || this == BIND;
  }

  /** All the ways to set it, for a person who has not. */
  String ways() {
    return "give " + flag() + ", set " + variable() + ", or write '" + key() + " = …' in the file";
  }
}
