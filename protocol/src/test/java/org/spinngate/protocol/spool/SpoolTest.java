package org.spinngate.protocol.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpoolTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StuckOutput output = new StuckOutput();
  private final Spool<String> spool = new Spool<>("test-spool", output);
  private final Spool<String>.Share lines = spool.share(3);
  private final Spool<String>.Share audit = spool.share(3);

  @AfterEach
  void end() {
    output.release();
    assertThat(spool.close(PATIENCE)).isTrue();
  }

  /** One is being written, so that exactly three more find room. */
  private void stick() {
    lines.offer("first", 1);
    output.awaitStuck();
  }

  private void offer(Spool<String>.Share share, String... items) {
    for (String item : items) {
      share.offer(item, 1);
    }
  }

  @Test
  void nobodyWaitsForAnOutputThatStandsStillAndNothingIsLostThatFindsRoom() {
    stick();
    offer(lines, "a", "b", "c");

    assertThat(output.written()).isEmpty();
    output.release();

    assertThat(spool.flush(PATIENCE)).isTrue();
    assertThat(output.written()).containsExactly("first", "a", "b", "c");
    assertThat(spool.lost()).isZero();
  }

  @Test
  void whatFindsNoRoomIsCountedAndToldOnceWhereItIsMissing() {
    stick();
    offer(lines, "a", "b", "c", "d", "e");
    lines.offer("worth ten", 10);

    assertThat(spool.lost()).isEqualTo(12);
    output.release();
    assertThat(spool.flush(PATIENCE)).isTrue();
    offer(lines, "z");

    assertThat(spool.flush(PATIENCE)).isTrue();
    assertThat(output.written()).containsExactly("first", "a", "b", "c", "12 lost", "z");
  }

  @Test
  void anotherStandstillIsToldOfAnew() {
    stick();
    offer(lines, "a", "b", "c", "d");
    output.release();
    assertThat(spool.flush(PATIENCE)).isTrue();

    Spool<String>.Share none = spool.share(0);
    offer(none, "e");

    assertThat(spool.flush(PATIENCE)).isTrue();
    assertThat(output.written()).containsExactly("first", "a", "b", "c", "1 lost", "1 lost");
    assertThat(spool.lost()).isEqualTo(2);
  }

  @Test
  void aFloodOfOneKindDoesNotPushAnotherOut() {
    stick();
    for (int line = 0; line < 1000; line++) {
      lines.offer("flood", 1);
    }
    offer(audit, "login accepted");
    output.release();

    assertThat(spool.flush(PATIENCE)).isTrue();
    assertThat(output.written())
        .containsExactly("first", "flood", "flood", "flood", "997 lost", "login accepted");
  }

  @Test
  void anOutputThatThrowsIsAskedAgain() {
    output.release();
    offer(lines, "poison");
    assertThat(spool.flush(PATIENCE)).isTrue();
    offer(lines, "a");

    assertThat(spool.flush(PATIENCE)).isTrue();
    assertThat(output.written()).containsExactly("a");
    assertThat(spool.lost()).isEqualTo(1);
  }

  @Test
  void theEndWaitsForWhatIsWaitingButNotForEver() {
    stick();

    assertThat(spool.close(Duration.ofMillis(20))).isFalse();
    offer(lines, "too late");

    assertThat(spool.lost()).isEqualTo(1);
  }
}
