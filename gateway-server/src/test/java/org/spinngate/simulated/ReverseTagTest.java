package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.simulated.Bench.bytes;
import static org.spinngate.simulated.Bench.hex;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

/** What becomes of datagrams to the port of a reverse tag, byte by byte. */
@ExtendWith(LeakExtension.class)
class ReverseTagTest {
  private static final String IPTAG = "00 00 87 ff 00 ff 00 00 00 00 1a 00 05 00 ";
  private static final String ZEROS = "00 00 00 00 00 00 00 00 00 00 00 00";
  private static final int PORT = 12345;
  private static final byte[] INPUT = bytes("0a 0b 0c 0d 0e");
  private static final InetSocketAddress OTHER =
      TagEntry.address(new byte[] {127, 0, 0, 9}, 50_000);

  private final FrozenBoard board = new FrozenBoard(Bench.spin5().booted());

  @AfterEach
  void stop() {
    board.machine().stop();
  }

  /** Tag 2, port 12345, to chip (0,1). */
  private void set(String core) {
    board.receive(FakeNetwork.SCP, bytes(IPTAG + "02 " + core + " 01 20 39 30 01 00 00 00 00 00"));
  }

  private String entry() {
    board.receive(FakeNetwork.SCP, bytes(IPTAG + "02 00 02 00 01 00 00 00 00 00 00 00"));
    return hex(Arrays.copyOfRange(board.network().last(), 14, 46));
  }

  @Test
  void itIsValidAtOnceAndPointsNowhere() {
    set("23");

    assertThat(entry())
        .isEqualTo(ZEROS + " 00 00 00 82 00 00 00 00 39 30 01 00 23 00 00 00 00 00 00 00");
    assertThat(board.network().open()).containsExactly(PORT);
  }

  @Test
  void inputReachesTheChipPortAndCoreThatTheTagNames() {
    set("23");

    board.receive(PORT, INPUT);

    SdpMessage message = board.messages().get(0);
    assertThat(message.tag()).isEqualTo(2);
    assertThat(message.chipX()).isZero();
    assertThat(message.chipY()).isOne();
    assertThat(message.port()).isOne();
    assertThat(message.core()).isEqualTo(3);
    assertThat(message.payload()).isEqualTo(INPUT);
  }

  @Test
  void eachInputPointsTheTagAtItsSenderAndIsNotCounted() {
    set("23");

    board.receive(PORT, INPUT);
    board.receive(PORT, INPUT, OTHER);
    board.machine().emit(2, INPUT);

    FakeNetwork.Sent sent = board.network().sent().get(1);
    assertThat(sent.to()).isEqualTo(OTHER);
    assertThat(sent.from()).isEqualTo(PORT);
    assertThat(hex(sent.bytes())).isEqualTo("00 00 07 02 ff 21 00 00 00 00 0a 0b 0c 0d 0e");
    assertThat(entry()).startsWith("7f 00 00 09 02 00 7f 00 00 09 50 c3 00 00 00 82 01 00 00 00");
  }

  @Test
  void setAnewItPointsNowhereUntilSomebodySends() {
    set("23");
    board.receive(PORT, INPUT);

    set("44");

    assertThat(entry()).startsWith(ZEROS + " 00 00 00 82 00 00 00 00 39 30 01 00 44");
    assertThat(board.network().closed()).isEmpty();
    board.receive(PORT, INPUT);
    assertThat(board.messages().get(1).port()).isEqualTo(2);
    assertThat(board.messages().get(1).core()).isEqualTo(4);
  }

  @Test
  void inputForTheMonitorIsACommandWithoutReply() {
    set("00");
    int before = board.network().sent().size();

    board.receive(PORT, bytes("03 00 01 00 00 00 00 60 04 00 00 00 02 00 00 00 0a 0b 0c 0d"));

    assertThat(board.counters().scp().executions(Command.WRITE)).isOne();
    assertThat(board.network().sent()).hasSize(before);
    String read = "00 00 87 ff 00 ff 01 00 00 00 02 00 07 00 00 00 00 60 04 00 00 00 02 00 00 00";
    board.receive(FakeNetwork.SCP, bytes(read));
    assertThat(hex(board.network().last())).endsWith("0a 0b 0c 0d");
  }

  @Test
  void inputForTheEthernetOfTheRootChipGoesBackToItsSender() {
    board.receive(FakeNetwork.SCP, bytes(IPTAG + "02 ff 01 20 39 30 00 00 00 00 00 00"));

    board.receive(PORT, INPUT, OTHER);

    FakeNetwork.Sent sent = board.network().sent().get(1);
    assertThat(sent.to()).isEqualTo(OTHER);
    assertThat(hex(sent.bytes())).isEqualTo("00 00 07 02 ff ff 00 00 00 00 0a 0b 0c 0d 0e");
  }

  @Test
  void inputForAChipThatIsNotThereIsLost() {
    board.receive(FakeNetwork.SCP, bytes(IPTAG + "02 23 01 20 39 30 ff fe 00 00 00 00"));

    board.receive(PORT, INPUT);

    assertThat(board.messages()).isEmpty();
  }

  @Test
  void plainMessagesReachApplicationsToo() {
    board.receive(FakeNetwork.SCP, bytes("00 00 07 ff 23 ff 01 00 00 00 0a 0b 0c 0d 0e"));

    assertThat(board.messages().get(0).payload()).isEqualTo(INPUT);
    assertThat(board.counters().scp().deliveries()).isOne();
    assertThat(board.counters().scp().injections()).isZero();
  }

  @Test
  void anUnpluggedBoardHearsNothing() {
    set("23");
    board.machine().plug(false);

    board.receive(PORT, INPUT);

    assertThat(board.messages()).isEmpty();
    assertThat(board.counters().drops(DropCause.REQUEST_LOST)).isOne();
  }
}
