package org.spinngate.protocol.tag;

/**
 * How a tag was set, so that it can be set once more for the same flow at another port.
 *
 * @param tag which
 * @param flags the upper half of the request's byte of flags and time
 * @param aim how the request said where the board is to send
 */
public record TagSetting(Tag tag, int flags, Aim aim) {

  /** How a request says where the board is to send. Both lead to one flow's socket. */
  public enum Aim {
    /** To the address and port that the request came from. */
    SENDER,

    /** To the address and port that stand in it. */
    ADDRESS
  }
}
