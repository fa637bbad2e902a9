package org.spinngate.server.cluster.order;

import java.util.Optional;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;
import org.spinngate.server.order.OrderTaker;

/**
 * By which sessions of other gateways are ended.
 *
 * @param book by which a board is taken
 * @param taker ends what is here
 */
record KickMeans(
    Neighbours neighbours,
    BoardDirectory boards,
    OrderSender sender,
    LeaseBook book,
    OrderTaker taker) {
  /** What a gateway has said, or that it is silent. */
  FarAnswer answer(String gateway, Optional<GatewayOrder> said) {
    return new FarAnswer(
        nameOf(gateway),
        said.flatMap(GatewayOrder::said).orElse(Said.SILENT),
        said.map(GatewayOrder::gone).orElse(Gone.NOTHING));
  }

  String nameOf(String gateway) {
    return neighbours.nameOf(gateway);
  }
}
