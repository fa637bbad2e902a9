package org.spinngate.client.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ComparisonTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Load LOAD = new Load(3, 5, 64);

  private final List<String> progress = new ArrayList<>();

  @Test
  void twoPathsTakeTurns() throws Exception {
    try (PlayedBoard board = new PlayedBoard(request -> List.of(right(request)));
        Comparison comparison = open(board.target("direct"), board.target("gateway"))) {
      Results results = comparison.run(new Schedule(SHORT, SHORT, 2), () -> false);

      assertThat(results.targets()).containsExactly("direct", "gateway");
      assertThat(results.turns()).hasSize(2);
      assertThat(results.turns().get(1).rounds())
          .allSatisfy(round -> assertThat(round.p50Millis()).isPositive())
          .extracting(Round::target)
          .containsExactly("direct", "gateway");
      assertThat(results.wrong()).isZero();
      assertThat(progress).hasSize(6).first().asString().startsWith("warming up direct");
    }
  }

  @Test
  void aSecondAnswerIsCountedAndHarmless() throws Exception {
    Results results = run(request -> List.of(right(request), right(request)));

    assertThat(results.summary(0).doubled()).isPositive();
    assertThat(results.wrong()).isZero();
  }

  @Test
  void whatIsLostIsAskedAgain() throws Exception {
    AtomicInteger heard = new AtomicInteger();

    Results results =
        run(request -> heard.getAndIncrement() == 4 ? List.of() : List.of(right(request)));

    assertThat(results.summary(0).timeouts()).isPositive();
    assertThat(results.wrong()).isZero();
  }

  @Test
  void whatTwoPathsReadDifferentlyIsWrong() throws Exception {
    try (PlayedBoard board = new PlayedBoard(request -> List.of(right(request)));
        PlayedBoard other = new PlayedBoard(request -> List.of(PlayedBoard.answer(request, 0xEE)));
        Comparison comparison = open(board.target("direct"), other.target("gateway"))) {
      Results results = comparison.run(new Schedule(Duration.ZERO, SHORT, 1), () -> false);

      assertThat(results.summary(0).wrong()).isZero();
      assertThat(results.summary(1).wrong()).isPositive();
    }
  }

  @Test
  void anAnswerToNothingIsWrong() throws Exception {
    Results results =
        run(
            request -> {
              byte[] stray = right(request);
              stray[13] ^= 0x40;
              return List.of(stray, right(request));
            });

    assertThat(results.wrong()).isPositive();
    assertThat(results.summary(0).p50Millis()).isPositive();
  }

  @Test
  void noiseIsWrongAndNothingElseHappens() throws Exception {
    SplittableRandom random = new SplittableRandom(11);

    Results results =
        run(
            request -> {
              byte[] noise = new byte[random.nextInt(600)];
              random.nextBytes(noise);
              return List.of(noise, right(request));
            });

    assertThat(results.wrong()).isPositive();
    assertThat(results.summary(0).p50Millis()).isPositive();
  }

  @Test
  void aBoardThatIsSilentIsTold() throws Exception {
    assertThatThrownBy(() -> run(request -> List.of()))
        .isInstanceOf(SilentBoard.class)
        .hasMessageContaining("direct")
        .hasMessageContaining("booted");
  }

  @Test
  void whoInterruptsGetsWhatWasCompleted() throws Exception {
    try (PlayedBoard board = new PlayedBoard(request -> List.of(right(request)));
        Comparison comparison = open(board.target("direct"))) {
      Results results =
          comparison.run(new Schedule(Duration.ZERO, SHORT, 1_000_000), () -> progress.size() >= 3);

      assertThat(results.turns()).hasSize(2);
    }
  }

  private Results run(Function<byte[], List<byte[]>> answers) throws Exception {
    try (PlayedBoard board = new PlayedBoard(answers);
        Comparison comparison = open(board.target("direct"))) {
      return comparison.run(new Schedule(Duration.ZERO, SHORT, 1), () -> false);
    }
  }

  private Comparison open(Target... targets) throws Exception {
    return Comparison.open(List.of(targets), LOAD, progress::add);
  }

  private static byte[] right(byte[] request) {
    return PlayedBoard.answer(request, address(request) >>> 6);
  }

  private static int address(byte[] request) {
    return (request[14] & 0xFF) | ((request[15] & 0xFF) << 8) | ((request[16] & 0xFF) << 16);
  }
}
