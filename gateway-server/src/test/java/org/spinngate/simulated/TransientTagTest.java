package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;

@ExtendWith(LeakExtension.class)
class TransientTagTest {
  private static final int TRANSIENT_TIMEOUT = 0x00040000;

  private final Bench bench = new Bench();

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private static void setTimeout(ScpApplication application, int code) throws IOException {
    application.call(26, new byte[0], TRANSIENT_TIMEOUT, code, 0);
  }

  /** Requests to an application that is not there and so never answers. */
  private static void sendUnanswered(ScpApplication application, int count) throws IOException {
    for (int index = 0; index < count; index++) {
      application.send(ScpMessage.to(0, 0, 1, 1, ScpMessage.request(0, 100 + index)));
    }
  }

  @Test
  void theNinthRequestFindsNoTag() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    ScpApplication other = bench.application(board);
    setTimeout(application, 15);

    sendUnanswered(application, 8);
    await().until(() -> board.counters().scp().datagrams() == 9);
    other.send(ScpMessage.request(0, 1));

    await().until(() -> board.counters().drops(DropCause.NO_TAG) == 1);
    assertThat(other.receive(Bench.SILENCE)).isEmpty();
  }

  @Test
  void tagsOfRequestsThatAreNeverAnsweredExpire() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    setTimeout(application, 1);

    sendUnanswered(application, 8);

    ScpApplication other = bench.application(board, Duration.ofMillis(20), 100);
    assertThat(other.version().isReady()).isTrue();
  }

  @Test
  void eightRequestsAtATimeAreServedHoweverLongTheyTake() throws IOException {
    SimulatedBoard board =
        bench.start(Bench.spin5().booted().withReplyDelay(Duration.ofMillis(20)));
    ScpApplication application = bench.application(board);

    byte[] read = application.readWindowed(Bench.SDRAM, 16 * 256, 8);

    assertThat(read).isEqualTo(IdentityPattern.bytes(0, Bench.SDRAM, 16 * 256));
    assertThat(board.counters().drops(DropCause.NO_TAG)).isZero();
  }

  @Test
  void requestsBeyondEightAtATimeAreLostAndRepeated() throws IOException {
    SimulatedBoard board =
        bench.start(Bench.spin5().booted().withReplyDelay(Duration.ofMillis(50)));
    ScpApplication application = bench.application(board, Duration.ofMillis(100), 100);

    byte[] read = application.readWindowed(Bench.SDRAM, 32 * 256, 32);

    assertThat(read).isEqualTo(IdentityPattern.bytes(0, Bench.SDRAM, 32 * 256));
    assertThat(board.counters().drops(DropCause.NO_TAG)).isPositive();
    assertThat(application.statistics().retries()).isPositive();
  }

  @Test
  void aReplyAfterItsTagsTimeIsLost() throws IOException {
    SimulatedBoard board =
        bench.start(Bench.spin5().booted().withReplyDelay(Duration.ofMillis(40)));
    ScpApplication application = bench.application(board);
    setTimeout(application, 1);

    application.send(ScpMessage.request(0, 1));

    await().until(() -> board.counters().drops(DropCause.TAG_EXPIRED) == 1);
    assertThat(application.receive(Bench.SILENCE)).isEmpty();
  }

  @Test
  void aRequestThatWantsNoReplyNeedsNoTag() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    setTimeout(application, 15);
    sendUnanswered(application, 8);
    byte[] write = ScpMessage.request(3, 1, new byte[] {9, 9, 9, 9}, Bench.SDRAM, 4, 2);
    write[2] = 0x07;

    application.send(write);

    await().until(() -> board.counters().scp().executions(Command.WRITE) == 1);
    assertThat(board.counters().drops(DropCause.NO_TAG)).isZero();
  }

  @Test
  void aRequestMayNameATagThatIsSetAndNoOther() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    application.call(26, new byte[0], 0x40010001, 0, 0);
    byte[] request = ScpMessage.request(0, 77);

    request[3] = 2;
    application.send(request);
    await().until(() -> board.counters().drops(DropCause.NO_TAG) == 1);
    request[3] = 1;
    byte[] answer = Bench.exchange(application, request);

    assertThat(ScpMessage.sequence(answer)).isEqualTo(77);
    assertThat(answer[3]).isEqualTo((byte) 1);
  }
}
