package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerTimes;

/** What is wanted of a frame's power while another gateway may have taken its boards. */
@ExtendWith(LeakExtension.class)
class PowerTenureTest {
  private static final PowerTimes TIMES =
      new PowerTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2));

  private final FrameBench frame = new FrameBench(2, TIMES);

  @AfterEach
  void close() {
    frame.close();
  }

  private CompletableFuture<PowerOutcome> orderOff() {
    frame.policy(PowerPolicy.NEVER);
    return frame.order(frame.boards.get(1), PowerOrder.OFF);
  }

  @Test
  void nothingIsSentMeanwhileAndItIsDoneAfterwards() {
    frame.tenure = false;
    CompletableFuture<PowerOutcome> off = orderOff();
    frame.pass(Duration.ofSeconds(20));
    assertThat(off).isNotDone();
    assertThat(frame.bmp.heard()).isZero();

    frame.tenure = true;
    frame.pass(Duration.ofSeconds(5));

    assertThat(frame.bmp.commands()).containsExactly("off 2");
    assertThat(off).isCompleted();
  }

  @Test
  void whatIsUnderWayIsNotRepeated() {
    CompletableFuture<PowerOutcome> off = orderOff();
    frame.bmp.silent();
    frame.pass(Duration.ofSeconds(3));
    frame.tenure = false;
    int heard = frame.bmp.heard();

    frame.pass(Duration.ofSeconds(20));

    assertThat(frame.bmp.heard()).isEqualTo(heard);
    assertThat(off).isNotDone();
  }

  @Test
  void whatMayNotBeDoneInTimeFailsForThatReason() {
    frame.tenure = false;

    CompletableFuture<PowerOutcome> off = orderOff();
    frame.pass(TIMES.timeout().plusSeconds(1));

    assertThat(off.join().words())
        .endsWith("this gateway cannot be sure at present that the frame is its own");
  }

  @Test
  void whatWaitedForASilentBmpIsNotDoneToABoardThatWasAnotherGatewaysMeanwhile() {
    frame.bmp.silent();
    CompletableFuture<PowerOutcome> off = orderOff();
    frame.pass(Duration.ofSeconds(3));

    frame.wasAway(frame.boards.get(1));
    frame.bmp.mend();
    frame.pass(Duration.ofSeconds(5));

    assertThat(frame.bmp.commands()).isEmpty();
    assertThat(off.join())
        .isEqualTo(
            new PowerOutcome(
                Result.REFUSED, "the board was taken over by another gateway meanwhile"));
  }

  @Test
  void anOrderThatIsSentAgainIsSentOnlyForTheBoardsThatThisGatewayHasStill() {
    frame.policy(PowerPolicy.NEVER);
    frame.bmp.refusesToHearOrders();
    CompletableFuture<PowerOutcome> lost = frame.order(frame.boards.get(0), PowerOrder.OFF);
    CompletableFuture<PowerOutcome> ours = frame.order(frame.boards.get(1), PowerOrder.OFF);
    frame.pass(Duration.ofSeconds(2));

    frame.wasAway(frame.boards.get(0));
    frame.bmp.mend();
    frame.pass(Duration.ofSeconds(5));

    assertThat(frame.bmp.commands()).containsExactly("off 2");
    assertThat(lost.join().result()).isEqualTo(Result.REFUSED);
    assertThat(ours.join().isDone()).isTrue();
  }

  @Test
  void ofABoardThatWasAwayWhileItsOrderWasSentNobodySaysThatItIsOff() {
    CompletableFuture<PowerOutcome> off = orderOff();
    frame.bmp.lateBy(Duration.ofMillis(600));
    frame.pass(Duration.ofSeconds(1));

    frame.wasAway(frame.boards.get(1));
    frame.pass(Duration.ofSeconds(5));

    assertThat(off.join().result()).isEqualTo(Result.REFUSED);
  }
}
