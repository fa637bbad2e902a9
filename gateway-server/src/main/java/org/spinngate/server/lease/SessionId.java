package org.spinngate.server.lease;

/**
 * What a session is called.
 *
 * @param value drawn at random, unique among the sessions of this server
 */
public record SessionId(int value) {
  /** Eight hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%08x", value);
  }
}
