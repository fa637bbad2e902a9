package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.TagMark.Kind;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.tag.TagRules;
import org.spinngate.server.testing.MemorySocket;

/** What a client says of datagrams that have to do with IP tags. */
@ExtendWith(LeakExtension.class)
class MarkedDatagramsTest {
  private static final int TOOL = 1;
  private static final int OUTPUT = 9;
  private static final int LAPTOP = 0x0A00_0005;
  private static final int FIRST_PORT = 40_001;

  private final RecordingListener alice = new RecordingListener();
  private FlowBench bench = FlowBench.usual();
  private FlowTable flows = table();
  private int nextPort;

  private FlowTable table() {
    return bench.table("alice", alice);
  }

  @BeforeEach
  void addresses() {
    nextPort = FIRST_PORT;
    bench.make(
        () ->
            new MemorySocket(bench.time()::nanoTime)
                .at(() -> new InetSocketAddress("192.0.2.1", nextPort++)));
  }

  @AfterEach
  void close() {
    flows.closeAll();
  }

  private void restart(FlowBench other) {
    bench = other;
    flows = table();
    addresses();
  }

  private void send(Kind kind, int value, ByteBuf datagram) {
    ByteBuf marked = Unpooled.buffer();
    new TagMark(kind, value).write(marked);
    flows.sendScp(TOOL | DataFrame.MARKED, marked.writeBytes(datagram));
    datagram.release();
    flows.flush();
  }

  private static ByteBuf request() {
    return TagRequests.aimed(1, TagRequests.SET, 3, LAPTOP, 17_895);
  }

  private byte[] sent(int socket) {
    return bench.socket(socket).sent().get(0).bytes();
  }

  private static byte[] aimedAt(int port) {
    return ByteBufUtil.getBytes(TagRequests.aimed(1, TagRequests.SET, 3, 0xC000_0201, port));
  }

  @Test
  void aTagIsSetByTheToolsFlowAndItsOutputComesByTheTagFlow() {
    send(Kind.OWN_TARGET, OUTPUT, request());

    assertThat(sent(0)).isEqualTo(aimedAt(FIRST_PORT + 1));
    assertThat(bench.socket(1).sent()).isEmpty();
    assertThat(bench.socket(1).target()).isEqualTo(FlowBench.SCP);
    bench.socket(1).receive(new byte[5]);
    assertThat(alice.fromBoard()).singleElement().matches(datagram -> datagram.flow() == OUTPUT);
    assertThat(flows.mustStay(Service.SCP, OUTPUT)).isTrue();
    assertThat(alice.notices()).isEmpty();
  }

  @Test
  void itIsClearedWithTheTagFlowAndStaysWhenTheToolsFlowGoes() {
    send(Kind.OTHER_TARGET, OUTPUT, request());

    flows.close(Service.SCP, TOOL);
    assertThat(bench.socket(1).sent()).isEmpty();
    flows.close(Service.SCP, OUTPUT);

    assertThat(sent(1)).matches(clear -> clear[14] == 3 && clear[16] == TagRequests.CLEAR);
    assertThat(bench.socket(0).sent()).hasSize(1);
  }

  @Test
  void theTagFlowMayBeTheToolsOwn() {
    send(Kind.OWN_TARGET, TOOL, request());

    assertThat(sent(0)).isEqualTo(aimedAt(FIRST_PORT));
    assertThat(bench.socketCount()).isEqualTo(1);
  }

  @Test
  void whatSetsNoTagWithAnAddressPassesAsItIsAndOpensNoTagFlow() {
    List<ByteBuf> others =
        List.of(
            FlowBench.datagram(26),
            FlowBench.datagram(1),
            TagRequests.setting(1),
            TagRequests.clearing(1),
            request().setByte(4, 1));
    List<byte[]> bytes = others.stream().map(ByteBufUtil::getBytes).toList();

    others.forEach(other -> send(Kind.OWN_TARGET, OUTPUT, other));

    assertThat(bench.socketCount()).isEqualTo(1);
    assertThat(bench.socket(0).sent().stream().map(MemorySocket.Sent::bytes))
        .containsExactlyElementsOf(bytes);
  }

  @Test
  void ifTagsAreNotTranslatedTheMarkMeansNothing() {
    bench.board().tags().follow(new TagRules(TagMode.PASS, List.of()));

    send(Kind.OWN_TARGET, OUTPUT, request());

    assertThat(sent(0)).isEqualTo(ByteBufUtil.getBytes(request()));
    assertThat(bench.socketCount()).isEqualTo(1);
    assertThat(alice.notices()).hasSize(1);
  }

  @Test
  void aHostOfTheFacilityKeepsItsAddressUnlessItIsTheClientsOwnMachine()
      throws UnknownHostException {
    AddressBlock lan = new AddressBlock(InetAddress.getByName("10.0.0.0"), 8);
    bench.board().tags().follow(new TagRules(TagMode.TRANSLATE, List.of(lan)));

    send(Kind.OTHER_TARGET, OUTPUT, request());
    assertThat(sent(0)).isEqualTo(ByteBufUtil.getBytes(request()));
    assertThat(bench.socketCount()).isEqualTo(1);
    send(Kind.OWN_TARGET, OUTPUT, request());

    assertThat(bench.socket(0).sent().get(1).bytes()).isEqualTo(aimedAt(FIRST_PORT + 1));
    assertThat(alice.notices()).isEmpty();
  }

  @Test
  void withoutRoomForTheTagFlowTheRequestIsDropped() {
    restart(new FlowBench(FlowBench.BOOT_GAP, 1, 1000, 128));

    send(Kind.OWN_TARGET, OUTPUT, request());

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.FLOW_LIMIT, 1));
    assertThat(bench.socket(0).sent()).isEmpty();
    assertThat(bench.socket(1).sent()).isEmpty();
  }

  @Test
  void aRequestThatWaitsForItsTurnAimsAtTheTagFlowToo() {
    restart(FlowBench.withWindow(1));
    flows.sendScp(TOOL, TagRequests.request(77, 2, 1));
    send(Kind.OWN_TARGET, OUTPUT, request());
    assertThat(bench.socket(0).sent()).hasSize(1);

    bench.socket(0).receive(ByteBufUtil.getBytes(TagRequests.reply(77, 1)));
    bench.time().run();

    assertThat(bench.socket(0).sent().get(1).bytes()).isEqualTo(aimedAt(FIRST_PORT + 1));
  }

  @Test
  void anEmptyDatagramIsDroppedWithItsMark() {
    send(Kind.OWN_TARGET, OUTPUT, Unpooled.buffer(1));

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.EMPTY, 1));
    assertThat(bench.socketCount()).isZero();
  }
}
