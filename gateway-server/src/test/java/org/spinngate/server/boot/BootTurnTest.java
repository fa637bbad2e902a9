package org.spinngate.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.server.boot.BootTurn.Taker;

class BootTurnTest {
  private final BootTurn turn = new BootTurn();
  private final List<String> told = new ArrayList<>();
  private final Taker first = () -> told.add("first");
  private final Taker second = () -> told.add("second");
  private final Taker third = () -> told.add("third");

  @Test
  void theFirstBootHasItsTurnAtOnce() {
    assertThat(turn.take(first)).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void bootsFollowEachOtherInTheOrderTheyCame() {
    turn.take(first);
    assertThat(turn.take(second)).isFalse();
    assertThat(turn.take(third)).isFalse();

    turn.release(first);
    turn.release(second);

    assertThat(told).containsExactly("second", "third");
  }

  @Test
  void whoLeavesTheQueueIsNotCalled() {
    turn.take(first);
    turn.take(second);
    turn.take(third);

    turn.release(second);
    turn.release(first);

    assertThat(told).containsExactly("third");
  }

  @Test
  void aReleaseByOneWhoHasNoTurnTakesItFromNobody() {
    turn.take(first);
    turn.take(third);

    turn.release(second);

    assertThat(told).isEmpty();
    assertThat(turn.take(second)).isFalse();
  }

  @Test
  void theTurnIsFreeWhenAllHaveLeft() {
    turn.take(first);
    turn.release(first);

    assertThat(turn.take(second)).isTrue();
  }

  @Test
  void itRemembersWhenTheLastPacketLeftForTheBoard() {
    assertThat(turn.lastSentNanos()).isEqualTo(Long.MIN_VALUE);

    turn.sent(-5);

    assertThat(turn.lastSentNanos()).isEqualTo(-5);
  }

  @Test
  void aBrokenOffBootIsRememberedUntilACompleteOneFollows() {
    assertThat(turn.lastBrokenOff()).isEmpty();

    turn.brokenOff("by alice");
    assertThat(turn.lastBrokenOff())
        .contains("by alice; if yours is another image and fails, have the board power-cycled");

    turn.remedy("a reset cures it");
    assertThat(turn.lastBrokenOff())
        .contains("by alice; if yours is another image and fails, a reset cures it");

    turn.completed();
    assertThat(turn.lastBrokenOff()).isEmpty();
  }
}
