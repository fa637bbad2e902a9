package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.testing.ScpMessage;

/** Tags that are translated, and reverse tags, on the sockets of this machine. */
@ExtendWith(LeakExtension.class)
class LiveTagsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int IPTAG = 26;
  private static final int STRIP = 0x10;
  private static final int REVERSE = 0x20;

  /** Where a request says for which core, and which of its ports, input is. */
  private static final int CORE = 15;

  private static final int LAPTOP = 0x0A00_0005;
  private static final int LISTENER = 17_895;
  private static final int GET = 2;
  private static final int TAG = 3;
  private static final int TOOL = 1;
  private static final int OUTPUT = 9;
  private static final int INPUT = 5;

  private final RecordingListener alice = new RecordingListener();
  private final BoardBench bench = new BoardBench(8, as -> as);
  private final FlowTable flows = bench.table(alice);

  @AfterEach
  void stop() {
    bench.on(flows::closeAll);
    bench.close();
  }

  private void send(int flow, TagMark.Kind kind, int value, ByteBuf datagram) {
    ByteBuf marked = Unpooled.buffer();
    new TagMark(kind, value).write(marked);
    bench.send(flows, flow | DataFrame.MARKED, ByteBufUtil.getBytes(marked.writeBytes(datagram)));
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private List<byte[]> cameBy(int flow) {
    return alice.fromBoard().stream()
        .filter(datagram -> datagram.flow() == flow)
        .map(RecordingListener.FromBoard::bytes)
        .toList();
  }

  private void awaitFrom(int flow, int datagrams) {
    await().atMost(PATIENCE).until(() -> cameBy(flow).size() == datagrams);
  }

  private boolean emits(int tag, String text) {
    return bench
        .simulated()
        .emit(tag, text.getBytes(StandardCharsets.US_ASCII))
        .syncUninterruptibly()
        .getNow();
  }

  private void setTranslated() {
    ByteBuf request = TagRequests.aimed(1, TagRequests.SET, TAG, LAPTOP, LISTENER);
    send(TOOL, TagMark.Kind.OWN_TARGET, OUTPUT, request.setByte(TagRequests.TIME, STRIP));
    awaitFrom(TOOL, 1);
  }

  @Test
  void outputOfATranslatedTagComesByItsFlowAndTheTagReadsAsTheToolHasSetIt() {
    setTranslated();

    assertThat(emits(TAG, "spikes")).isTrue();
    awaitFrom(OUTPUT, 1);
    bench.send(flows, TOOL, ScpMessage.request(IPTAG, 2, GET << 16 | TAG, 1));
    awaitFrom(TOOL, 2);

    assertThat(cameBy(OUTPUT)).containsExactly("spikes".getBytes(StandardCharsets.US_ASCII));
    byte[] table = cameBy(TOOL).get(1);
    assertThat(table).hasSize(46);
    assertThat(ScpMessage.word(table, 14)).isEqualTo(0x0500_000A);
    assertThat(ScpMessage.word(table, 24) & 0xFFFF).isEqualTo(LISTENER);
  }

  @Test
  void itEndsWithItsFlow() {
    setTranslated();

    bench.on(() -> flows.close(Service.SCP, OUTPUT));

    await().atMost(PATIENCE).until(() -> !emits(TAG, "spikes"));
  }

  @Test
  void whatComesForAReverseTagReachesItsCoreAndTheCoreCanAnswer() throws SocketException {
    List<String> heard = new CopyOnWriteArrayList<>();
    bench
        .simulated()
        .onMessage(message -> heard.add(new String(message.payload(), StandardCharsets.US_ASCII)));
    int port = freePort();
    ByteBuf request = TagRequests.aimed(1, TagRequests.SET, TAG, 0, port);
    request.setByte(TagRequests.TIME, REVERSE).setByte(CORE, 0x23);
    bench.send(flows, TOOL, ByteBufUtil.getBytes(request));
    awaitFrom(TOOL, 1);

    // The board says that it listens a moment before it does.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              send(INPUT, TagMark.Kind.REVERSE_PORT, port, text("go"));
              return !heard.isEmpty();
            });
    assertThat(emits(TAG, "gone")).isTrue();
    awaitFrom(INPUT, 1);

    assertThat(heard).containsOnly("go");
    assertThat(cameBy(INPUT)).singleElement().matches(bytes -> bytes.length == 14);
  }

  private static int freePort() throws SocketException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }
}
