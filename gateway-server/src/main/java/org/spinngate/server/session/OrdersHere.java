package org.spinngate.server.session;

import java.util.Optional;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.order.Gone;
import org.spinngate.server.order.OrderTaker;

/** Does at this gateway what the operator has said. */
public record OrdersHere(Supervision supervision, Sessions sessions) implements OrderTaker {
  @Override
  public Optional<Bar> kick(SessionId session, String reason) {
    return supervision.kick(session, reason);
  }

  @Override
  public Optional<Gone> kickUser(String user, String reason) {
    return supervision.kickUser(user, reason);
  }

  @Override
  public void bar(Bar bar) {
    supervision.bar(bar);
  }

  @Override
  public void serviceChanged(Board board) {
    supervision.serviceChanged(board);
    sessions.serviceChanged(board);
  }
}
