package org.spinngate.endtoend;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.server.testing.ScpMessage;

/** How each reason to drop a datagram comes about. */
final class Drops {
  /** A boot queue of 34 is the shortest; a client has up to 64 boot datagrams under way. */
  private static final int BOOT_PACKETS = 60;

  private static final int SET_TAG = 26;
  private static final int USE_SENDER = 1 << 30;

  private static final int BOOT_BLOCK = 3;
  private static final int FLOOD = 30_000;

  /** Longer than the line may hold a datagram up, at 20 ms a turn. */
  private static final int LATE = 50;

  /** Longer than any tool waits at least, at 20 ms a turn. */
  private static final int PATIENT = 10;

  /**
   * One way to a reason.
   *
   * @param configuration lines of the server's
   * @param story makes it happen, and returns once it is counted
   */
  record Scenario(List<String> configuration, Story story) {}

  /** What applications, boards and the network do. */
  interface Story {
    void play(DropStage stage) throws Exception;
  }

  private static final Map<DropReason, Scenario> SERVER = new EnumMap<>(DropReason.class);
  private static final Map<DropReason, Scenario> CLIENT = new EnumMap<>(DropReason.class);

  static {
    server(DropReason.OVERSIZE, Drops::oversizeAnswer);
    server(DropReason.EMPTY, Drops::emptyFrame, "session.resume-grace = 0");
    server(DropReason.TUNNEL_DOWN, Drops::answerWhileAway);
    server(DropReason.TUNNEL_FULL, Drops::floodOfAnswers, "limits.line-bytes-per-session = 64 KiB");
    server(DropReason.BOARD_UNREACHABLE, Drops::boardGone);
    server(DropReason.SEND_FAILED, Drops::forbidden);
    server(DropReason.FLOW_LIMIT, Drops::noFlowLeft, "limits { flows = 1, flows-per-session = 1 }");
    server(DropReason.BOOT_QUEUE_FULL, Drops::floodOfBootPackets, "limits.boot-queue = 34");
    server(DropReason.SESSION_ENDED, Drops::releasedDuringABoot);
    server(DropReason.WINDOW_FULL, Drops::busyBoard);
    server(DropReason.COALESCED, Drops::askedTwice);
    server(DropReason.STALE, Drops::heldUp);
    server(DropReason.OVER_BUDGET, Drops::tooMany, "limits.session-datagrams = 1");
    server(DropReason.BOOT_WITHOUT_START, Drops::blockWithoutStart, "session.resume-grace = 0");
    server(DropReason.LINE_LOSS, Drops::lossyLine);
    server(DropReason.TAG_ELSEWHERE, Drops::tagOfOneself, "defaults.board.ip-tags = refuse");
    client(DropReason.OVERSIZE, Drops::oversizeQuestion);
    client(DropReason.EMPTY, Drops::emptyQuestion);
    client(DropReason.TUNNEL_DOWN, Drops::askedWhileAway);
    client(DropReason.DUPLICATE_REPLY, Drops::answeredTwice);
    client(DropReason.ABANDONED_REPLY, Drops::answeredTooLate);
    client(DropReason.SOCKET_OVERFLOW, Drops::floodInAStandstill);
  }

  private Drops() {}

  private static void server(DropReason reason, Story story, String... configuration) {
    SERVER.put(reason, new Scenario(List.of(configuration), story));
  }

  private static void client(DropReason reason, Story story) {
    CLIENT.put(reason, new Scenario(List.of(), story));
  }

  /** Those that the server counts. */
  static Map<DropReason, Scenario> ofServer() {
    return SERVER;
  }

  /** Those that the client counts. */
  static Map<DropReason, Scenario> ofClient() {
    return CLIENT;
  }

  private static void oversizeAnswer(DropStage stage) {
    stage.answers(datagram -> new byte[DataFrame.MAX_DATAGRAM + 1]);
    stage.untilServerDrops(DropReason.OVERSIZE, () -> stage.tool().send(new byte[26]));
  }

  private static void tagOfOneself(DropStage stage) {
    byte[] request = ScpMessage.request(SET_TAG, 1, 1 << 16, 17_895, 0x7F00_0001);
    stage.untilServerDrops(DropReason.TAG_ELSEWHERE, () -> stage.tool().send(request));
  }

  /** Our own client keeps them to itself. */
  private static void emptyFrame(DropStage stage) throws Exception {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeScp(frame, 1, Unpooled.EMPTY_BUFFER);
    sayBare(stage, frame, DropReason.EMPTY);
  }

  /** The connection stays until it is counted: a close with answers unread takes bytes away. */
  private static void sayBare(DropStage stage, ByteBuf frame, DropReason reason) throws Exception {
    try (RawClient raw = new RawClient(stage.facility().address())) {
      raw.logIn("alice").say(new Open(DropStage.OTHER, 0)).sayBytes(frame);
      stage.untilServerDrops(reason, () -> {});
    }
  }

  private static void answerWhileAway(DropStage stage) throws IOException {
    CountDownLatch away = new CountDownLatch(1);
    stage.answers(datagram -> whenOpen(away, datagram));
    stage.tool().send(new byte[26]);
    await().atMost(TestClient.PATIENCE).until(() -> !stage.board().heard().isEmpty());
    stage.relay().refuse(true);
    stage.relay().reset();
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> stage.facility().tableText().contains("detached"));
    away.countDown();
    stage.untilServerDrops(DropReason.TUNNEL_DOWN, () -> {});
    stage.relay().refuse(false);
    await().atMost(TestClient.PATIENCE).until(() -> stage.client().events().ups() == 2);
  }

  private static byte[] whenOpen(CountDownLatch gate, byte[] datagram) {
    try {
      gate.await();
      return datagram;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void floodOfAnswers(DropStage stage) {
    stage.answers(datagram -> datagram);
    stage.relay().blackHole(Direction.TO_CLIENT);
    stage.untilServerDrops(DropReason.TUNNEL_FULL, () -> flood(stage, 100));
    stage.relay().heal();
  }

  private static void flood(DropStage stage, int datagrams) throws IOException {
    for (int sent = 0; sent < datagrams; sent++) {
      stage.tool().send(new byte[1400]);
    }
  }

  private static void boardGone(DropStage stage) throws IOException {
    stage.board().close();
    stage.untilServerDrops(DropReason.BOARD_UNREACHABLE, () -> stage.tool().send(new byte[26]));
  }

  private static void forbidden(DropStage stage) throws IOException {
    TestClient client = stage.another(DropStage.NOWHERE);
    try (UdpApplication tool = new UdpApplication(client.scp().getPort())) {
      stage.untilServerDrops(DropReason.SEND_FAILED, () -> tool.send(new byte[26]));
    }
  }

  /** The one flow that there may be has set an IP tag, and is not taken away for another's. */
  private static void noFlowLeft(DropStage stage) throws IOException {
    stage.tool().send(ScpMessage.request(SET_TAG, 1, USE_SENDER | 1 << 16));
    await().atMost(TestClient.PATIENCE).until(() -> !stage.board().heard().isEmpty());
    TestClient client = stage.another(DropStage.OTHER);
    try (UdpApplication tool = new UdpApplication(client.scp().getPort())) {
      stage.untilServerDrops(DropReason.FLOW_LIMIT, () -> tool.send(new byte[26]));
    }
  }

  private static void floodOfBootPackets(DropStage stage) throws IOException {
    boot(stage);
    stage.untilServerDrops(DropReason.BOOT_QUEUE_FULL, () -> {});
  }

  private static void boot(DropStage stage) throws IOException {
    try (UdpApplication booter = new UdpApplication(stage.client().boot().getPort())) {
      for (int packet = 0; packet < BOOT_PACKETS; packet++) {
        booter.send(new byte[18 + packet]);
      }
    }
  }

  private static void releasedDuringABoot(DropStage stage) throws IOException {
    boot(stage);
    await().atMost(TestClient.PATIENCE).until(() -> !stage.boots().heard().isEmpty());
    stage.release();
    stage.untilServerDrops(DropReason.SESSION_ENDED, () -> {});
  }

  /** Our own client keeps them to itself. */
  private static void blockWithoutStart(DropStage stage) throws Exception {
    ByteBuf frame = Unpooled.buffer();
    ByteBuf block = Unpooled.buffer().writeShort(1).writeInt(BOOT_BLOCK).writeZero(1036);
    DataFrame.writeBoot(frame, 1, 0, block);
    sayBare(stage, frame, DropReason.BOOT_WITHOUT_START);
  }

  private static void lossyLine(DropStage stage) throws IOException {
    try (DatagramRelay datagrams =
        new DatagramRelay(stage.relay().address(), stage.facility().address(), 1)) {
      await()
          .atMost(TestClient.PATIENCE)
          .until(() -> stage.facility().tableText().contains("  udp  "));
      // What is sent until the client notices is too old to be sent again when packets pass again.
      stage.untilServerDrops(
          DropReason.LINE_LOSS,
          () -> {
            if (stage.facility().tableText().contains("  udp  ")) {
              datagrams.blackHole(Direction.TO_SERVER);
            } else {
              datagrams.heal();
            }
            stage.tool().send(new byte[26]);
          });
    }
  }

  /** More than any kernel keeps for a program that does not read. */
  private static void floodInAStandstill(DropStage stage) throws IOException {
    Standstill.of(stage.client()).during(() -> flood(stage, FLOOD));
    stage.untilClientDrops(DropReason.SOCKET_OVERFLOW, () -> stage.tool().send(new byte[26]));
  }

  private static void busyBoard(DropStage stage) throws IOException {
    stage.tool().send(DropStage.request(1));
    stage.tool().send(DropStage.request(2));
    stage.untilServerDrops(DropReason.WINDOW_FULL, () -> stage.tool().send(DropStage.request(3)));
  }

  private static void askedTwice(DropStage stage) throws IOException {
    stage.tool().send(DropStage.request(1));
    stage.untilServerDrops(
        DropReason.COALESCED,
        () -> {
          stage.tool().send(DropStage.request(2));
          stage.tool().send(DropStage.request(2));
        });
  }

  private static void heldUp(DropStage stage) throws IOException {
    stage.tool().send(new byte[26]);
    await().atMost(TestClient.PATIENCE).until(() -> !stage.board().heard().isEmpty());
    stage.relay().blackHole(Direction.TO_SERVER);
    stage.untilClientSends(LATE, () -> stage.tool().send(new byte[26]));
    stage.relay().heal();
    stage.untilServerDrops(DropReason.STALE, () -> {});
  }

  private static void tooMany(DropStage stage) {
    stage.untilServerDrops(DropReason.OVER_BUDGET, () -> stage.tool().send(new byte[26]));
  }

  private static void oversizeQuestion(DropStage stage) {
    byte[] datagram = new byte[DataFrame.MAX_DATAGRAM + 1];
    stage.untilClientDrops(DropReason.OVERSIZE, () -> stage.tool().send(datagram));
  }

  private static void emptyQuestion(DropStage stage) {
    stage.untilClientDrops(DropReason.EMPTY, () -> stage.tool().sendEmpty());
  }

  private static void askedWhileAway(DropStage stage) {
    stage.relay().refuse(true);
    stage.relay().reset();
    stage.untilClientDrops(DropReason.TUNNEL_DOWN, () -> stage.tool().send(new byte[26]));
    stage.relay().refuse(false);
  }

  /** What is no request is answered by the reply to the request, once more. */
  private static void answeredTwice(DropStage stage) throws IOException {
    stage.answers(datagram -> DropStage.reply(1));
    stage.tool().send(DropStage.request(1));
    stage.untilClientDrops(DropReason.DUPLICATE_REPLY, () -> stage.tool().send(new byte[2]));
  }

  /** The application repeats a request, begins another, and only then the first is answered. */
  private static void answeredTooLate(DropStage stage) throws IOException {
    stage.tool().send(DropStage.request(1));
    stage.untilClientSends(PATIENT, () -> stage.tool().send(new byte[2]));
    stage.tool().send(DropStage.request(1));
    stage.untilClientSends(PATIENT, () -> stage.tool().send(new byte[2]));
    stage.tool().send(DropStage.request(2));
    stage.answers(datagram -> DropStage.reply(1));
    stage.untilClientDrops(DropReason.ABANDONED_REPLY, () -> stage.tool().send(new byte[2]));
  }
}
