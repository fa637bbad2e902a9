package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.scp.DatagramFilter;
import org.spinngate.server.scp.FilteredFlow;
import org.spinngate.server.scp.RequestQueue;
import org.spinngate.server.scp.RequestWindow;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;

/** A flow whose filter puts other datagrams in the place of some, and drops some. */
@ExtendWith(LeakExtension.class)
class FilteredFlowTest {
  private static final int READ = 2;

  /** Goes on as it is. */
  private static final int PLAIN = 1;

  /** The board sees another number in its place, and so does the one who hears its answer. */
  private static final int RENAMED = 500;

  private static final int NEW_NAME = 7;

  /** Goes no further, in either direction. */
  private static final int FORBIDDEN = 600;

  private static final int FAULTY = 700;

  private final TestLoop time = new TestLoop();
  private final MemorySocket socket = new MemorySocket(time::nanoTime);
  private final RecordingListener alice = new RecordingListener();
  private final List<ByteBuf> handedIn = new ArrayList<>();
  private final List<ByteBuf> replacements = new ArrayList<>();
  private final List<Integer> left = new ArrayList<>();
  private final Flow flow = flow(Renaming::new);

  /** Renames one request, and what the board answers to it. */
  private final class Renaming implements DatagramFilter {
    private final FilteredFlow flow;

    Renaming(FilteredFlow flow) {
      this.flow = flow;
    }

    @Override
    public @Nullable ByteBuf toBoard(ByteBuf datagram) {
      return changed(datagram, RENAMED, NEW_NAME);
    }

    @Override
    public void leaves(ByteBuf datagram) {
      left.add(ScpDatagram.sequence(datagram));
    }

    @Override
    public @Nullable ByteBuf fromBoard(ByteBuf datagram) {
      return changed(datagram, NEW_NAME, RENAMED);
    }

    private @Nullable ByteBuf changed(ByteBuf datagram, int before, int after) {
      int sequence = ScpDatagram.sequence(datagram);
      if (sequence == FORBIDDEN) {
        flow.dropped(DropReason.BOARD_UNREACHABLE);
        return null;
      } else if (sequence == FAULTY) {
        throw new IllegalStateException("a fault of the filter");
      } else if (sequence == before) {
        ByteBuf other = flow.alloc().buffer().writeBytes(datagram.duplicate());
        replacements.add(other);
        return other.setShortLE(other.readerIndex() + 12, after);
      }
      return datagram;
    }
  }

  private Flow flow(Function<FilteredFlow, DatagramFilter> filters) {
    WaitingDatagrams.Terms terms =
        new WaitingDatagrams.Terms(
            TestBudgets.endless().of("alice"), Timing.of(time::nanoTime), true);
    Flow made =
        new Flow(
            Service.SCP,
            1,
            ears ->
                new FlowSocket(
                    () -> socket, time.loop(), FlowBench.SCP, Tenure.ALWAYS, terms, ears),
            filters,
            new UseOrder(),
            alice);
    made.queueRequests(
        new RequestQueue(
            time.loop(),
            new RequestWindow(1),
            made,
            TestBudgets.endless().of("alice"),
            Timing.of(time::nanoTime)));
    return made;
  }

  @AfterEach
  void everyBufferIsReleasedOnce() {
    flow.close();

    assertThat(handedIn).allMatch(buffer -> buffer.refCnt() == 0);
    assertThat(replacements).allMatch(buffer -> buffer.refCnt() == 0);
  }

  private void send(int sequence) {
    ByteBuf request = Unpooled.copiedBuffer(ScpMessage.request(READ, sequence));
    handedIn.add(request);
    flow.send(request);
    flow.flush();
  }

  private void answer(int sequence) {
    socket.receive(ScpMessage.request(ScpMessage.OK, sequence));
    time.run();
  }

  private List<Integer> sent() {
    return socket.sent().stream().map(one -> ScpMessage.sequence(one.bytes())).toList();
  }

  private List<Integer> heard() {
    return alice.fromBoard().stream().map(one -> ScpMessage.sequence(one.bytes())).toList();
  }

  @Test
  void theBoardGetsWhatIsPutInThePlaceOfADatagramAndItsAnswerIsTurnedBack() {
    send(RENAMED);
    answer(NEW_NAME);

    assertThat(sent()).containsExactly(NEW_NAME);
    assertThat(heard()).containsExactly(RENAMED);
    assertThat(replacements).hasSize(2);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void theWindowCountsWhatTheBoardSees() {
    send(RENAMED);
    send(PLAIN);
    answer(RENAMED);
    assertThat(sent()).as("nobody has asked the board that").containsExactly(NEW_NAME);

    answer(NEW_NAME);

    assertThat(sent()).containsExactly(NEW_NAME, PLAIN);
    assertThat(alice.answers()).hasSize(1);
  }

  @Test
  void aRepetitionIsOneOfWhatTheBoardWouldSee() {
    send(PLAIN);
    send(RENAMED);
    send(NEW_NAME);

    answer(PLAIN);

    assertThat(sent()).containsExactly(PLAIN, NEW_NAME);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.COALESCED, 1));
  }

  @Test
  void whatIsDroppedOnItsWayToTheBoardTakesNoSlotAndIsCounted() {
    send(FORBIDDEN);
    send(PLAIN);

    assertThat(sent()).containsExactly(PLAIN);
    assertThat(alice.sizesToBoard()).hasSize(1);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOARD_UNREACHABLE, 1));
  }

  @Test
  void anAnswerThatIsDroppedHasFreedItsSlot() {
    flow.goesOn(Unpooled.copiedBuffer(ScpMessage.request(READ, FORBIDDEN)));
    send(PLAIN);
    send(RENAMED);

    answer(FORBIDDEN);
    answer(PLAIN);

    assertThat(heard()).containsExactly(PLAIN);
    assertThat(sent()).containsExactly(FORBIDDEN, PLAIN, NEW_NAME);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOARD_UNREACHABLE, 1));
  }

  @Test
  void whatWaitsLeavesInTheFormThatItHasGotWhenItCame() {
    send(PLAIN);
    send(RENAMED);
    assertThat(left).containsExactly(PLAIN);

    answer(PLAIN);

    assertThat(left).containsExactly(PLAIN, NEW_NAME);
    assertThat(replacements).as("it passed the filter once").hasSize(1);
  }

  @Test
  void aFaultOfTheFilterLosesOneDatagramAndNoBuffer() {
    assertThatIllegalStateException().isThrownBy(() -> send(FAULTY));

    send(PLAIN);

    assertThat(sent()).containsExactly(PLAIN);
  }
}
