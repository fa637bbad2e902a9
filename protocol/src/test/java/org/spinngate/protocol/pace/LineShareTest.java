package org.spinngate.protocol.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a path counts for among those of one address. */
class LineShareTest {
  private final LineShares here = new LineShares();
  private final LineShare share = new LineShare();

  LineShareTest() {
    share.joins(here);
    share.use(800, 700, false);
  }

  @Test
  void whoHasEndedNeverCountsAgain() {
    share.end();
    share.use(800, 700, true);
    share.joins(new LineShares());
    share.joins(here);

    assertThat(here.paths()).isZero();
    assertThat(here.limits()).isZero();
    assertThat(here.late()).isZero();
  }

  @Test
  void whoRestsCountsAgainWithWhatIsSeenNext() {
    share.rest();
    assertThat(here.paths()).isZero();
    assertThat(here.limits()).isZero();

    share.use(600, 500, false);
    assertThat(here.paths()).isEqualTo(1);
    assertThat(here.limits()).isEqualTo(600);
  }

  @Test
  void whatCameByTheOldLineIsNotWhatTheNextOneCarries() {
    LineShares there = new LineShares();

    share.joins(there);
    assertThat(there.paths()).isEqualTo(1);
    assertThat(there.limits()).isEqualTo(800);
    assertThat(there.carries()).isZero();

    share.use(300, 250, false);
    assertThat(there.carries()).isEqualTo(250);
  }

  @Test
  void whoMovesToAnotherPortStaysWhereItIs() {
    share.use(400, 300, false);

    share.joins(here);

    assertThat(here.carries()).as("what the line has carried").isEqualTo(700);
    assertThat(here.paths()).isEqualTo(1);
  }
}
