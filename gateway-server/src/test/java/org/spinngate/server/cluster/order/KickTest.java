package org.spinngate.server.cluster.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

class KickTest {
  private final Kick kick =
      Kick.of(
          new KickRecord(
              "alice", Optional.empty(), new KickRecord.Said("sent away", ""), Set.of("/one")));

  private final LedgerEntry lifted = new LedgerEntry(kick.key(), kick.record().lifted().text(), 3);

  @Test
  void whatALiftedKickEndsMoreKeepsNobodyAwayEither() {
    assertThat(kick.more(Set.of("/two"), key -> Optional.of(lifted)))
        .containsExactly(
            new LedgerChange.Put(kick.key(), kick.record().lifted().and(Set.of("/two")).text(), 3));
    assertThat(kick.more(Set.of("/one"), key -> Optional.of(lifted))).isEmpty();
  }

  @Test
  void aKickThatWasLiftedBeforeAnybodyKnewThatItIsWrittenIsLiftedThere() {
    LedgerEntry written = new LedgerEntry(kick.key(), kick.record().text(), 0);

    assertThat(kick.changes(key -> Optional.of(written))).isEmpty();
    assertThat(kick.lifted().changes(key -> Optional.of(written)))
        .containsExactly(new LedgerChange.Put(kick.key(), kick.record().lifted().text(), 0));
    assertThat(kick.lifted().changes(key -> Optional.of(lifted))).isEmpty();
    assertThat(kick.lifted().changes(key -> Optional.empty()))
        .isEqualTo(List.of(new LedgerChange.Create(kick.key(), kick.record().lifted().text())));
  }
}
