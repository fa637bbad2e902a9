package org.spinngate.server.board;

/**
 * The state of a board, and the facts that it was found by.
 *
 * @param state one of a few
 * @param detail for people: of a booted board its software, such as {@code SC&MP 4.0.0}, else what
 *     was heard or not; may be empty
 */
public record BoardStatus(BoardState state, String detail) {
  /** The state for people, such as {@code in use} or {@code booted SC&MP 4.0.0}. */
  public String words() {
    String words = state.label().replace('-', ' ');
    return state == BoardState.BOOTED ? (words + " " + detail).strip() : words;
  }
}
