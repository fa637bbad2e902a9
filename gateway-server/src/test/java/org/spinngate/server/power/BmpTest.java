package org.spinngate.server.power;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.power.PowerSwitch.Power;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.TestLoop;

/** What a BMP is asked, and what becomes of its answers. */
@ExtendWith(LeakExtension.class)
class BmpTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int OK = 0x80;
  private static final InetSocketAddress BMP = new InetSocketAddress("127.9.9.9", 17893);
  private final TestLoop time = new TestLoop();
  private final List<MemorySocket> sockets = new ArrayList<>();
  private final Bmp bmp = bmp(BMP, CompletableFuture::completedStage);

  private Bmp bmp(
      InetSocketAddress at,
      Function<InetSocketAddress, CompletionStage<InetSocketAddress>> finder) {
    return new Bmp(at, finder, this::socket, () -> true, time.loop());
  }

  private MemorySocket socket() {
    MemorySocket socket = new MemorySocket(time::nanoTime);
    sockets.add(socket);
    return socket;
  }

  private MemorySocket line() {
    return sockets.get(sockets.size() - 1);
  }

  private CompletableFuture<Void> turn(Power to, int slot) {
    return turn(bmp, to, slot);
  }

  private static CompletableFuture<Void> turn(Bmp which, Power to, int slot) {
    return which.turn(to, slot, TIMEOUT, () -> true).toCompletableFuture();
  }

  private byte[] last() {
    return line().sent().get(line().sent().size() - 1).bytes();
  }

  private static int field(byte[] request, int at) {
    return ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static int command(byte[] request) {
    return request[10] & 0xFF;
  }

  /** It answers what it was asked last. */
  private void answer(int code) {
    answer(code, "");
    time.pass(Duration.ofMillis(500));
  }

  private void answer(int code, String text) {
    byte[] request = last();
    byte[] reply = new byte[26 + text.length()];
    reply[2] = 0x07;
    reply[3] = 8;
    reply[4] = (byte) 0xFF;
    reply[10] = (byte) code;
    reply[12] = request[12];
    reply[13] = request[13];
    System.arraycopy(text.getBytes(US_ASCII), 0, reply, 26, text.length());
    line().receive(reply);
    time.run();
  }

  private void introduce() {
    time.run();
    assertThat(command(last())).as("it is asked first who it is").isZero();
    answer(OK, "BC&MP/Spin5-BMP\0002.1.0\0");
  }

  @Test
  void itIsToldBySlotZeroOfItsFrame() {
    CompletableFuture<Void> on = turn(Power.ON, 3);
    introduce();

    String order = "0000" + "87ff00ff00000000" + "3900" + "0200" + "01006400" + "08000000";
    assertThat(line().target()).isEqualTo(BMP);
    assertThat(HexFormat.of().formatHex(last())).isEqualTo(order + "00000000");
    assertThat(on).isNotDone();
    answer(OK);
    assertThat(on).isCompleted();
  }

  @Test
  void aFrameGetsTwoCommandsASecondAtMostAndMoreInEachOfThem() {
    turn(Power.OFF, 0);
    introduce();
    answer(OK, "");
    turn(Power.OFF, 1);
    introduce();
    time.pass(Duration.ofMillis(400));
    turn(Power.OFF, 2);

    assertThat(command(last())).as("the version, of the second time").isZero();
    time.pass(Duration.ofMillis(100));

    assertThat(field(last(), 18)).isEqualTo(1 << 1 | 1 << 2);
    answer(OK);
  }

  @Test
  void offIsAnotherNumber() {
    turn(Power.OFF, 0);
    introduce();

    assertThat(field(last(), 14)).isZero();
    assertThat(field(last(), 18)).isEqualTo(1);
    answer(OK);
  }

  @Test
  void itIsAskedOneThingAtATime() {
    CompletableFuture<Void> off = turn(Power.OFF, 3);
    CompletableFuture<Void> on = turn(Power.ON, 3);
    introduce();
    time.pass(Duration.ofSeconds(1));

    assertThat(line().sent()).as("the version, and one command").hasSize(2);
    answer(OK);
    assertThat(off).isCompleted();
    assertThat(on).isNotDone();
    answer(OK);
    assertThat(on).isCompleted();
  }

  @Test
  void boardsThatWaitTogetherAreSwitchedTogether() {
    CompletableFuture<Void> first = turn(Power.OFF, 1);
    introduce();
    List<CompletableFuture<Void>> later =
        List.of(turn(Power.ON, 1), turn(Power.OFF, 2), turn(Power.ON, 3), turn(Power.OFF, 3));

    answer(OK);
    assertThat(first).isCompleted();
    assertThat(field(last(), 18)).as("on").isEqualTo(1 << 1 | 1 << 3);
    answer(OK);
    assertThat(field(last(), 18)).as("off, slot 3 after it was on").isEqualTo(1 << 2 | 1 << 3);
    answer(OK);

    assertThat(later).allMatch(CompletableFuture::isDone);
  }

  @Test
  void whatIsNotAnsweredIsAskedAgainUnderTheSameNumber() {
    CompletableFuture<Void> off = turn(Power.OFF, 3);
    introduce();
    byte[] first = last();

    time.pass(Duration.ofSeconds(2));

    assertThat(line().sent()).hasSize(3);
    assertThat(last()).isEqualTo(first);
    answer(OK);
    assertThat(off).isCompleted();
  }

  @Test
  void itHasTenSecondsForTheAnswerToOn() {
    CompletableFuture<Void> on = turn(Power.ON, 3);
    introduce();

    time.pass(Duration.ofMillis(9_999));
    assertThat(line().sent()).hasSize(2);

    answer(OK);
    assertThat(on).isCompleted();
  }

  @Test
  void aBmpThatSaysNothingIsGivenUpInTime() {
    CompletableFuture<Void> off = turn(Power.OFF, 3);
    introduce();

    time.pass(TIMEOUT);
    assertThat(reason(off)).isEqualTo("BMP 127.9.9.9:17893: it does not answer");
    assertThat(line().isOpen()).isFalse();
  }

  @Test
  void aBmpByNameIsLookedUpEachTimeThatItIsNeeded() {
    InetSocketAddress name = InetSocketAddress.createUnresolved("frame-1.lan", 17893);
    List<CompletableFuture<InetSocketAddress>> asked = new ArrayList<>();
    Bmp named =
        bmp(
            name,
            wanted -> {
              asked.add(new CompletableFuture<>());
              return asked.get(asked.size() - 1);
            });
    CompletableFuture<Void> first = turn(named, Power.OFF, 3);
    time.run();
    asked.get(0).completeExceptionally(new IllegalStateException("no such name"));
    time.run();
    assertThat(reason(first)).isEqualTo("BMP frame-1.lan:17893: its name cannot be resolved");

    CompletableFuture<Void> second = turn(named, Power.OFF, 3);
    time.run();
    InetSocketAddress there = new InetSocketAddress("127.9.9.8", 17893);
    asked.get(1).complete(there);
    introduce();
    assertThat(line().target()).isEqualTo(there);
    answer(OK);
    assertThat(second).isCompleted();

    CompletableFuture<Void> third = turn(named, Power.ON, 3);
    time.run();
    asked.get(2).completeExceptionally(new IllegalStateException("the name server is down"));
    introduce();
    assertThat(line().target()).as("as before").isEqualTo(there);
    answer(OK);
    assertThat(third).isCompleted();
  }

  @Test
  void afterAFailureItIsTriedAnew() {
    turn(Power.OFF, 3);
    time.pass(TIMEOUT.plusSeconds(1));

    CompletableFuture<Void> off = turn(Power.OFF, 3);
    introduce();
    answer(OK);

    assertThat(sockets).hasSize(2);
    assertThat(off).isCompleted();
  }

  @Test
  void aBmpThatRefusesIsAskedOnceOnly() {
    CompletableFuture<Void> off = turn(Power.OFF, 3);
    CompletableFuture<Void> on = turn(Power.ON, 3);
    introduce();

    answer(0x84);

    assertThat(reason(off)).isEqualTo("BMP 127.9.9.9:17893: it refuses with return code 0x84");
    answer(OK);
    assertThat(on).isCompleted();
  }

  @Test
  void aBoardIsNotTakenForABmp() {
    CompletableFuture<Void> off = turn(Power.OFF, 3);
    time.run();

    answer(OK, "SC&MP/SpiNNaker\0004.0.0\0");

    assertThat(reason(off))
        .isEqualTo("BMP 127.9.9.9:17893: what answers there is no BMP, but 'SC&MP 4.0.0'");
    assertThat(line().sent()).hasSize(1);
  }

  @Test
  void anAnswerToAnEarlierQuestionIsNone() {
    CompletableFuture<Void> off = turn(Power.OFF, 3);
    CompletableFuture<Void> on = turn(Power.ON, 3);
    introduce();
    answer(OK);
    byte[] late = new byte[14];
    late[10] = (byte) OK;
    late[12] = 2;

    line().receive(late);

    assertThat(off).isCompleted();
    assertThat(on).isNotDone();
    answer(OK);
  }

  private static String reason(CompletableFuture<Void> failed) {
    assertThat(failed).isCompletedExceptionally();
    Throwable thrown = catchThrowableOfType(CompletionException.class, failed::join);
    return String.valueOf(thrown.getCause().getMessage());
  }
}
