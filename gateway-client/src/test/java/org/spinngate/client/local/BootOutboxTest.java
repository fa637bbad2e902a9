package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

/** Boot datagrams on connections that come and go. */
@ExtendWith(LeakExtension.class)
class BootOutboxTest {
  private static final int FLOW = 3;
  private static final int START = 1;
  private static final int BLOCK = 3;
  private static final int CONTROL = 5;

  private long nanos;
  private final RecordingBootEvents events = new RecordingBootEvents();
  private final BootOutbox outbox = new BootOutbox(() -> nanos, events);
  private BootWay way = new BootWay();

  private void attach(boolean resumed, int received) {
    way = new BootWay();
    outbox.attach(way, new Opened.Resumption(Samples.TOKEN, resumed, received));
  }

  private boolean offer(int flow, int opcode, int number) {
    ByteBuf datagram =
        Unpooled.buffer().writeShort(1).writeInt(opcode).writeLong(0).writeInt(number);
    DropReason reason = outbox.offer(flow, 7, datagram);
    datagram.release();
    if (reason != null) {
      events.dropped(reason);
    }
    return reason == null;
  }

  /** A boot of so many blocks, numbered from {@code first} on. */
  private void offerBoot(int flow, int first, int blocks) {
    offer(flow, START, first);
    for (int block = 1; block <= blocks; block++) {
      offer(flow, BLOCK, first + block);
    }
    offer(flow, CONTROL, first + blocks + 1);
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void aBootGoesStraightThrough() {
    attach(false, 0);

    offerBoot(FLOW, 1, 8);

    assertThat(way.arrived).isEqualTo(numbers(1, 10));
    assertThat(way.gaps).containsOnly(7);
  }

  @Test
  void aResumedSessionGetsExactlyWhatDidNotArrive() {
    attach(false, 0);
    offerBoot(FLOW, 1, 8);
    outbox.taken(FLOW, 3);
    outbox.detach();

    attach(true, 6);

    assertThat(way.arrived).isEqualTo(numbers(7, 10));
  }

  @Test
  void whatIsSentDuringAnOutageFollows() {
    attach(false, 0);
    offer(FLOW, START, 1);
    outbox.detach();
    offer(FLOW, BLOCK, 2);
    offer(FLOW, CONTROL, 3);

    attach(true, 1);

    assertThat(way.arrived).isEqualTo(numbers(2, 3));
  }

  @Test
  void nothingIsSentTwiceToAResumedSessionHoweverOftenItIsLost() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      everyOneArrivesOnceInOrder(new BootOutbox(() -> nanos, events), random);
    }
  }

  /** A server that counts what arrives; connections that break at any datagram. */
  private void everyOneArrivesOnceInOrder(BootOutbox box, SplittableRandom random) {
    List<Integer> received = new ArrayList<>();
    int offered = 0;
    int told = 0;
    boolean first = true;
    while (received.size() < 34) {
      BootWay next = new BootWay();
      box.attach(next, new Opened.Resumption(Samples.TOKEN, !first, received.size()));
      first = false;
      int stays = random.nextInt(10);
      while (offered < 34 && random.nextInt(6) > 0) {
        offered++;
        ByteBuf datagram =
            Unpooled.buffer().writeShort(1).writeInt(offered == 1 ? START : BLOCK).writeLong(0);
        box.offer(FLOW, 0, datagram.writeInt(offered));
        datagram.release();
      }
      // What is after the break is lost on its way.
      received.addAll(next.arrived.subList(0, Math.min(stays, next.arrived.size())));
      told = Math.max(told, received.size() - random.nextInt(3));
      box.taken(FLOW, told);
      received.addAll(
          next.arrived.subList(Math.min(stays, next.arrived.size()), next.arrived.size()).stream()
              .limit(random.nextInt(2))
              .toList());
      box.detach();
    }
    assertThat(received).isEqualTo(numbers(1, 34));
  }

  @Test
  void aServerThatKnowsNothingGetsTheUnfinishedBootFromItsStart() {
    attach(false, 0);
    offerBoot(FLOW, 1, 8);
    outbox.taken(FLOW, 9);
    outbox.detach();

    attach(false, 0);

    assertThat(way.arrived).isEqualTo(numbers(1, 10));
    assertThat(way.gaps).as("without the sender's rhythm").containsOnly(0);
  }

  @Test
  void aBootThatIsDoneIsNotSentToANewServer() {
    attach(false, 0);
    offerBoot(FLOW, 1, 8);
    outbox.taken(FLOW, 10);
    outbox.detach();

    attach(false, 0);

    assertThat(way.arrived).isEmpty();
  }

  @Test
  void theCountsOfANewServerStartAnew() {
    attach(false, 0);
    offerBoot(FLOW, 1, 8);
    outbox.taken(FLOW, 9);
    outbox.detach();
    attach(false, 0);

    outbox.taken(FLOW, 10);
    outbox.detach();
    attach(false, 0);

    assertThat(way.arrived).isEmpty();
  }

  @Test
  void twoBootsAtOnceAreToldApart() {
    attach(false, 0);
    offer(FLOW, START, 1);
    offer(4, START, 101);
    offer(FLOW, CONTROL, 2);
    offer(4, CONTROL, 102);
    outbox.taken(FLOW, 2);
    outbox.detach();

    attach(false, 0);

    assertThat(way.arrived).containsSubsequence(101, 102).doesNotContain(2);
  }

  @Test
  void onlySoManyAreUnderWayAtATime() {
    attach(false, 0);
    offerBoot(FLOW, 1, 98);
    assertThat(way.arrived).hasSize(BootOutbox.MOST_UNDER_WAY);

    outbox.taken(FLOW, 10);

    assertThat(way.arrived).isEqualTo(numbers(1, BootOutbox.MOST_UNDER_WAY + 10));
  }

  @Test
  void applicationsThatSendTooMuchAreNotReadForAWhile() {
    attach(false, 0);
    offer(FLOW, START, 0);
    for (int number = 1; outbox.hasRoom(); number++) {
      assertThat(offer(FLOW, BLOCK, number)).isTrue();
      assertThat(number).isLessThan(1000);
    }

    outbox.taken(FLOW, 1);

    assertThat(outbox.hasRoom()).isTrue();
  }

  @Test
  void thereIsAnEndToWhatIsKeptWithoutAConnection() {
    attach(false, 0);
    outbox.detach();

    int kept = 1;
    offer(FLOW, START, 0);
    while (offer(FLOW, BLOCK, kept)) {
      kept++;
    }

    assertThat(kept).isBetween(100, 1000);
    assertThat(outbox.hasRoom()).as("nobody is held up by a dead line").isTrue();
  }

  @Test
  void aBootThatItsToolHasLongGivenUpIsForgotten() {
    attach(false, 0);
    outbox.detach();
    offerBoot(FLOW, 1, 8);
    nanos += Duration.ofSeconds(31).toNanos();
    offerBoot(FLOW, 101, 8);

    attach(false, 0);

    assertThat(way.arrived).isEqualTo(numbers(101, 110));
  }

  @Test
  void theBootOfAForgottenApplicationIsForgotten() {
    attach(false, 0);
    offerBoot(FLOW, 1, 8);
    outbox.detach();

    outbox.forget(FLOW);
    attach(false, 0);

    assertThat(way.arrived).isEmpty();
  }

  @Test
  void aTunnelThatTakesNoMoreGetsTheRestLater() {
    attach(false, 0);
    offer(FLOW, START, 1);
    way.full = true;
    offer(FLOW, CONTROL, 2);
    way.full = false;

    outbox.taken(FLOW, 1);

    assertThat(way.arrived).isEqualTo(numbers(1, 2));
  }

  @Test
  void whatIsNoBootIsNotKeptOnceItIsTaken() {
    attach(false, 0);
    offer(FLOW, 0x41, 1);
    outbox.taken(FLOW, 1);
    outbox.detach();

    attach(false, 0);

    assertThat(way.arrived).isEmpty();
  }
}
