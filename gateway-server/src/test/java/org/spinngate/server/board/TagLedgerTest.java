package org.spinngate.server.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.server.board.TagLedger.Tag;

class TagLedgerTest {
  private final TagLedger ledger = new TagLedger();
  private final Object alice = new Object();
  private final Object bob = new Object();

  @Test
  void whoeverLeavesClearsWhatIsStillTheirs() {
    ledger.set(new Tag(0, 1), alice);
    ledger.set(new Tag(0, 2), alice);
    ledger.set(new Tag(0, 3), alice);
    ledger.set(new Tag(0, 2), bob);
    ledger.cleared(new Tag(0, 3));

    assertThat(ledger.leave(alice)).containsExactly(new Tag(0, 1));
    assertThat(ledger.leave(alice)).isEmpty();
    assertThat(ledger.holdsAny(bob)).isTrue();
  }

  @Test
  void theRootChipHasTwoNames() {
    ledger.set(new Tag(0xFFFF, 1), alice);

    ledger.set(new Tag(0, 1), bob);

    assertThat(ledger.holdsAny(alice)).isFalse();
    assertThat(ledger.leave(bob)).containsExactly(new Tag(0, 1));
  }

  @Test
  void everyChipHasTagsOfItsOwn() {
    ledger.set(new Tag(0, 1), alice);
    ledger.set(new Tag(0x0804, 1), bob);

    assertThat(ledger.leave(alice)).containsExactly(new Tag(0, 1));
  }

  @Test
  void whatSomebodyMakesUpIsNotRememberedForEver() {
    for (int chip = 0; chip < 1_000; chip++) {
      ledger.set(new Tag(chip, 1), alice);
    }

    ledger.set(new Tag(5, 1), bob);

    assertThat(ledger.leave(alice)).hasSize(TagLedger.MOST_ENTRIES - 1);
    assertThat(ledger.holdsAny(bob)).isTrue();
  }
}
