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
 * @param state the one word for its state, such as {@code in-use}
 * @param words the state for people, such as {@code booted SC&MP 4.0.0}
 * @param detail what the state was found by; may be empty
 * @param holder who has it; of several, the one who came first
 * @param sessions how many have it
 * @param waiting how many wait for it
 * @param address where its SCP service is
 * @param comment the operator's words
 * @param disabled why nobody may have it, if so
 */
public record BoardRow(
    String name,
    String access,
    String state,
    String words,
    String detail,
    Optional<Holder> holder,
    int sessions,
    int waiting,
    String address,
    String comment,
    Optional<String> disabled) {

  /** As the board is now. */
  public static BoardRow of(Board board) {
    BoardStatus status = board.status();
    return new BoardRow(
        board.name(),
        board.lease().access(),
        status.state().label(),
        status.words(),
        status.detail(),
        board.lease().holder(),
        board.lease().holders(),
        board.lease().waiting(),
        NetUtil.toSocketAddressString(board.addresses().scp()),
        board.comment(),
        board.disabled());
  }
}
