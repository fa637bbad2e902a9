package org.spinngate.server.report;

import io.netty.util.NetUtil;
import java.util.Optional;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardStatus;

/**
 * One board as people see it: a snapshot.
 *
 * @param name its name
 * @param access {@code exclusive} or {@code shared}
 * @param state how it is
 * @param use who has it and who wants it
 * @param power what switches its power, if anything does
 * @param address where its SCP service is
 * @param comment the operator's words
 */
public record BoardRow(
    String name,
    String access,
    State state,
    Use use,
    Optional<String> power,
    String address,
    String comment) {

  /**
   * How a board is.
   *
   * @param label the one word for it, such as {@code in-use}
   * @param words for people, such as {@code booted SC&MP 4.0.0}
   * @param detail what it was found by; may be empty
   * @param disabled why nobody may have it, if so
   */
  public record State(String label, String words, String detail, Optional<String> disabled) {}

  /**
   * Who has a board and who wants it.
   *
   * @param sessions how many have it
   * @param holder who has it; of several, the one who came first
   * @param waiting how many wait for it
   */
  public record Use(int sessions, Optional<Holder> holder, int waiting) {}

  /** As the board is now. */
  public static BoardRow of(Board board) {
    BoardStatus status = board.status();
    return new BoardRow(
        board.name(),
        board.lease().access(),
        new BoardRow.State(
            status.state().label(), status.words(), status.detail(), board.disabled()),
        new BoardRow.Use(board.lease().holders(), board.lease().holder(), board.lease().waiting()),
        board.powerSwitch(),
        NetUtil.toSocketAddressString(board.addresses().scp()),
        board.comment());
  }
}
