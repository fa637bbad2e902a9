package org.spinngate.server.order;

/**
 * What became of an order to another gateway.
 *
 * @param gateway the operator's word for it
 * @param gone what was ended there
 */
public record FarAnswer(String gateway, Said said, Gone gone) {
  /** What a gateway has to say. */
  public enum Said {
    /** It is done. */
    DONE,
    /** There is no such session, or nobody of that name. */
    UNKNOWN,
    /** Nothing so far; it will be done there, or wherever its boards are next. */
    SILENT
  }
}
