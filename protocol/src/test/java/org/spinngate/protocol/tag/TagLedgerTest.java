package org.spinngate.protocol.tag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.protocol.tag.TagLedger.Entry;
import org.spinngate.protocol.tag.TagLedger.Life;

class TagLedgerTest {
  private final TagLedger ledger = new TagLedger();
  private final TagOwner alice = new TagOwner(TagHolder.SILENT);
  private final TagOwner bob = new TagOwner(TagHolder.SILENT);

  private Entry set(Tag tag, TagOwner owner) {
    return ledger.set(tag, owner, null, Life.UNTIL_CLEARED, 0, 0);
  }

  private boolean pins(TagOwner owner) {
    return ledger.pins(owner, 0);
  }

  @Test
  void whoLeavesClearsWhatIsStillTheirs() {
    set(new Tag(0, 1), alice);
    set(new Tag(0, 2), alice);
    set(new Tag(0, 3), alice);
    set(new Tag(0, 2), bob);
    ledger.unwanted(new Tag(0, 3), bob);
    ledger.cleared(new Tag(0, 3));

    assertThat(ledger.leave(alice)).containsExactly(new Tag(0, 1));
    assertThat(ledger.leave(alice)).isEmpty();
    assertThat(pins(bob)).isTrue();
  }

  @Test
  void aTagThatWasToBeClearedPinsNobodyButIsStillToBeCleared() {
    set(new Tag(0, 1), alice);

    ledger.unwanted(new Tag(0, 1), bob);

    assertThat(pins(alice)).isFalse();
    assertThat(ledger.leave(alice)).containsExactly(new Tag(0, 1));
  }

  @Test
  void aTagThatWasSetAnewBeforeTheBoardSaidThatItIsClearedStands() {
    set(new Tag(0, 1), alice);
    ledger.unwanted(new Tag(0, 1), bob);
    set(new Tag(0, 1), bob);

    ledger.cleared(new Tag(0, 1));

    assertThat(pins(bob)).isTrue();
  }

  @Test
  void whatTheBoardRefusedIsAsBefore() {
    set(new Tag(0, 1), alice);
    Entry before = set(new Tag(0, 1), bob);

    ledger.refused(new Tag(0, 1), bob, before);

    assertThat(pins(bob)).isFalse();
    assertThat(pins(alice)).isTrue();
  }

  @Test
  void whatTheBoardRefusedToTakeFromSomebodyWhoHasLeftIsStillToBeCleared() {
    set(new Tag(0, 1), alice);
    Entry before = set(new Tag(0, 1), bob);
    assertThat(ledger.leave(alice)).isEmpty();

    ledger.refused(new Tag(0, 1), bob, before);

    assertThat(pins(bob)).isFalse();
    assertThat(ledger.leave(bob)).containsExactly(new Tag(0, 1));
  }

  @Test
  void aRefusalConcernsNobodyWhoHasSetTheTagSince() {
    Entry before = set(new Tag(0, 1), bob);
    set(new Tag(0, 1), alice);

    ledger.refused(new Tag(0, 1), bob, before);

    assertThat(pins(alice)).isTrue();
  }

  @Test
  void theRootChipHasTwoNames() {
    set(new Tag(0xFFFF, 1), alice);

    set(new Tag(0, 1), bob);

    assertThat(pins(alice)).isFalse();
    assertThat(ledger.leave(bob)).containsExactly(new Tag(0, 1));
  }

  @Test
  void everyChipHasTagsOfItsOwn() {
    set(new Tag(0, 1), alice);
    set(new Tag(0x0804, 1), bob);

    assertThat(ledger.leave(alice)).containsExactly(new Tag(0, 1));
  }

  @Test
  void whatSomebodyMakesUpIsNotRememberedForEver() {
    for (int chip = 0; chip < 1_000; chip++) {
      set(new Tag(chip, 1), alice);
    }

    set(new Tag(5, 1), bob);

    assertThat(ledger.leave(alice)).hasSize(TagLedger.MOST_ENTRIES - 1);
    assertThat(pins(bob)).isTrue();
  }

  @Test
  void whatPinsNobodyMakesRoom() {
    for (int chip = 0; chip < TagLedger.MOST_ENTRIES; chip++) {
      set(new Tag(chip, 1), alice);
    }
    ledger.unwanted(new Tag(7, 1), bob);

    set(new Tag(1_000, 1), bob);

    assertThat(pins(bob)).isTrue();
  }

  private static TagHolder holder() {
    return new TagHolder() {
      @Override
      public void lost(int number, boolean cleared, TagHolder by) {}

      @Override
      public String name() {
        return "carol";
      }
    };
  }

  @Test
  void whoFillsItLosesHisOwnWhenAnotherSetsATag() {
    TagOwner carol = new TagOwner(holder());
    for (int chip = 0; chip < 1_000; chip++) {
      set(new Tag(chip, 1), alice);
    }

    for (int number = 0; number < Tag.COUNT; number++) {
      set(new Tag(0x0804, number), carol);
    }
    set(new Tag(1_000, 1), alice);

    assertThat(ledger.leave(carol)).hasSize(Tag.COUNT);
    assertThat(ledger.leave(alice))
        .hasSize(TagLedger.MOST_ENTRIES - Tag.COUNT)
        .contains(new Tag(0, 1));
  }
}
