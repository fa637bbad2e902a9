package org.spinngate.server.cluster.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;

/** Orders as they stand in the ledger. */
class GatewayOrderTest {
  private static Optional<GatewayOrder> read(String text) {
    return GatewayOrder.of(new LedgerEntry("/orders/gw1/o-1", text, 0));
  }

  @Test
  void anOrderIsReadAsItWasWritten() {
    GatewayOrder order = GatewayOrder.session("7f3a91c2", "the rack = moved");

    assertThat(order.text()).isEqualTo("kick=session\nname=7f3a91c2\nreason=the rack = moved\n");
    assertThat(read(order.text())).contains(order);
  }

  @Test
  void soIsItsAnswer() {
    GatewayOrder order = GatewayOrder.user("alice", "stolen");
    GatewayOrder done = order.answered(Optional.of(new Gone(2, 1)));

    assertThat(done.said()).contains(Said.DONE);
    assertThat(read(done.text())).contains(done);
    assertThat(read(order.answered(Optional.empty()).text()).orElseThrow().said())
        .contains(Said.UNKNOWN);
  }

  @Test
  void whatThisBuildDoesNotKnowIsNoOrder() {
    assertThat(read("")).isEmpty();
    assertThat(read("kick=board\nname=spin5-03\n")).isEmpty();
    assertThat(read("kick=user\n")).isEmpty();
  }
}
