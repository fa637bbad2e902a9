package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.tag.TagRules;

/** Datagrams for a port on which the board listens by a reverse tag. */
@ExtendWith(LeakExtension.class)
class ReverseTagsTest {
  private static final int REVERSE = 0x20;
  private static final int TAG = 2;
  private static final int PORT = 12_345;
  private static final int TOOL = 1;
  private static final int INPUT = 7;
  private static final int BAD_ARGUMENT = 0x84;

  private final RecordingListener alice = new RecordingListener();
  private final RecordingListener bob = new RecordingListener();
  private final FlowBench bench = FlowBench.withWindow(1);
  private final FlowTable flows = bench.table("alice", alice);
  private final FlowTable bobs = bench.table("bob", bob);

  @AfterEach
  void close() {
    flows.closeAll();
    bobs.closeAll();
  }

  private static ByteBuf reverse(int sequence, int operation, int port) {
    ByteBuf request = TagRequests.aimed(sequence, operation, TAG, 0, port);
    return request.setByte(TagRequests.TIME, REVERSE);
  }

  private void send(ByteBuf request) {
    flows.sendScp(TOOL, request);
    flows.flush();
  }

  private void answer(ByteBuf reply) {
    bench.socket(0).receive(ByteBufUtil.getBytes(reply));
    bench.time().run();
  }

  private void set(int port) {
    send(reverse(1, TagRequests.SET, port));
    answer(TagRequests.reply(1, TAG));
  }

  private static void input(FlowTable by, int port, int bytes) {
    input(by, INPUT, port, bytes);
  }

  private static void input(FlowTable by, int flow, int port, int bytes) {
    ByteBuf marked = Unpooled.buffer();
    new TagMark(TagMark.Kind.REVERSE_PORT, port).write(marked);
    by.sendScp(flow | DataFrame.MARKED, marked.writeZero(bytes));
    by.flush();
  }

  private int sent(int socket) {
    return bench.socket(socket).sent().size();
  }

  private void assertDropped(int datagrams) {
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.NO_SUCH_FLOW, datagrams));
  }

  @Test
  void whatIsForTheBoardsPortGoesThereAndAnswersComeBack() {
    set(PORT);

    input(flows, PORT, 272);
    bench.socket(1).receive(new byte[5]);

    assertThat(bench.socket(1).target()).isEqualTo(new InetSocketAddress("127.0.0.2", PORT));
    assertThat(bench.socket(1).sent().get(0).bytes()).hasSize(272);
    assertThat(alice.fromBoard()).last().matches(datagram -> datagram.flow() == INPUT);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void whatLooksLikeARequestWaitsForNothingAndSetsNothing() {
    set(PORT);
    send(TagRequests.request(2, 2, 1));
    ByteBuf marked = Unpooled.buffer();
    new TagMark(TagMark.Kind.REVERSE_PORT, PORT).write(marked);
    ByteBuf request = TagRequests.setting(3);

    flows.sendScp(INPUT | DataFrame.MARKED, marked.writeBytes(request));
    flows.flush();
    request.release();

    assertThat(sent(1)).isEqualTo(1);
    send(TagRequests.clearing(TAG));
    answer(TagRequests.reply(2, 1));
    answer(TagRequests.reply(2, 1));
    assertThat(flows.mustStay(Service.SCP, INPUT)).isFalse();
  }

  @Test
  void withoutAReverseTagWithThatPortItIsDropped() {
    input(flows, PORT, 4);
    set(PORT);
    input(flows, PORT + 1, 4);
    send(TagRequests.aimed(2, TagRequests.SET, 3, 0x0A000005, PORT + 2));
    input(flows, PORT + 2, 4);

    assertDropped(3);
    assertThat(bench.socketCount()).isEqualTo(1);
  }

  @Test
  void aTagThatIsClearedOrSetOtherwiseOrHasLivedOutLetsNothingThroughAnyMore() {
    set(PORT);
    input(flows, PORT, 4);
    send(TagRequests.clearing(TAG));
    input(flows, PORT, 4);
    answer(TagRequests.reply(2, TAG));
    set(PORT);
    set(PORT + 1);
    input(flows, PORT, 4);
    send(reverse(1, TagRequests.SET, PORT).setByte(TagRequests.TIME, REVERSE | 1));
    answer(TagRequests.reply(1, TAG));
    input(flows, PORT, 4);
    bench.time().pass(Duration.ofSeconds(6));
    input(flows, PORT, 4);

    assertThat(sent(1)).isEqualTo(2);
    assertDropped(3);
  }

  @Test
  void aTagThatTheBoardHasRefusedLetsNothingThrough() {
    send(reverse(1, TagRequests.SET, PORT));
    answer(TagRequests.reply(1, BAD_ARGUMENT, TAG));

    input(flows, PORT, 4);

    assertDropped(1);
  }

  @Test
  void aNewTagLetsThroughFromItsReplyOn() {
    send(reverse(1, TagRequests.NEW, PORT));
    input(flows, PORT, 4);
    answer(TagRequests.reply(1, TAG));
    input(flows, PORT, 4);

    assertDropped(1);
    assertThat(sent(1)).isEqualTo(1);
  }

  @Test
  void aTagOfAnotherSessionLetsNothingThrough() {
    set(PORT);

    input(bobs, PORT, 4);

    assertThat(bob.drops()).isEqualTo(Map.of(DropReason.NO_SUCH_FLOW, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {17_893, 54_321})
  void thePortsOfTheBoardsServicesAreNotReachedPastTheirFilters(int port) {
    set(port);

    input(flows, port, 4);

    assertDropped(1);
    assertThat(bench.socketCount()).isEqualTo(1);
  }

  @Test
  void aPortAtTheBoardsAddressThatSomebodyElseHasIsNotReached() {
    set(PORT);
    input(flows, PORT, 4);
    bench.board().tags().reachOnly(port -> port != PORT);

    input(flows, PORT, 4);

    assertDropped(1);
    assertThat(sent(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PASS", "REFUSE"})
  void noPortIsReachedIfTheOperatorHasNoTagsTranslated(TagMode mode) {
    bench.board().tags().follow(new TagRules(mode, List.of()));
    set(PORT);

    input(flows, PORT, 4);

    assertDropped(1);
  }

  @Test
  void aFlowLeadsToOnePlaceOnly() {
    set(PORT);
    input(flows, PORT, 4);
    flows.sendScp(INPUT, FlowBench.datagram(26));
    send(TagRequests.request(3, 2, 1));
    ByteBuf marked = Unpooled.buffer();
    new TagMark(TagMark.Kind.REVERSE_PORT, PORT).write(marked);
    flows.sendScp(TOOL | DataFrame.MARKED, marked.writeZero(4));
    ByteBuf aimed = TagRequests.aimed(4, TagRequests.SET, 3, 0x0A000005, 5);
    ByteBuf atInput = Unpooled.buffer();
    new TagMark(TagMark.Kind.OWN_TARGET, INPUT).write(atInput);
    flows.sendScp(TOOL | DataFrame.MARKED, atInput.writeBytes(aimed));
    aimed.release();
    flows.flush();

    assertDropped(3);
    assertThat(sent(1)).isEqualTo(1);
  }

  @Test
  void theFlowStaysAsLongAsTheTag() {
    set(PORT);
    input(flows, PORT, 4);
    assertThat(flows.mustStay(Service.SCP, INPUT)).isTrue();

    flows.close(Service.SCP, TOOL);

    assertThat(flows.mustStay(Service.SCP, INPUT)).isFalse();
    input(flows, PORT, 4);
    assertDropped(1);
  }

  @Test
  void onlyTheFlowToWhichTheBoardAnswersStays() {
    set(PORT);
    input(flows, INPUT, PORT, 4);
    input(flows, INPUT + 1, PORT, 4);
    assertThat(flows.mustStay(Service.SCP, INPUT)).isFalse();
    assertThat(flows.mustStay(Service.SCP, INPUT + 1)).isTrue();

    input(flows, INPUT, PORT, 4);
    flows.close(Service.SCP, INPUT + 1);

    assertThat(flows.mustStay(Service.SCP, INPUT)).isTrue();
  }
}
