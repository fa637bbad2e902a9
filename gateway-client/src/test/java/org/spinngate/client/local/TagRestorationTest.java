package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;

/** What becomes of IP tags when the connection, the server or the session is another. */
@ExtendWith(LeakExtension.class)
class TagRestorationTest extends TagBench {
  @Test
  void onASharedBoardNoTagIsSetAgainSinceOthersMayHaveItNow() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    Opened again = translating(1, false);
    RecordingTunnel next = new RecordingTunnel();

    flows.attach(
        next,
        new Opened(
            1, again.board(), new Opened.Terms(true, 8, true), again.resumption(), again.extras()));

    assertThat(next.sent()).isEmpty();
  }

  @Test
  void whatTheToolHasClearedMeanwhileIsNotSetAgain() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    RecordingTunnel next = new RecordingTunnel();
    flows.attach(next, translating(1, false));
    assertThat(next.sent()).hasSize(1);

    send(TOOL, TagRequests.clearing(3));
    socket.advanceTimeBy(5, TimeUnit.SECONDS);
    socket.runScheduledPendingTasks();

    assertThat(next.sent()).hasSize(2);
  }

  @Test
  void afterARestartOfTheServerTheTagsAreSetOnceMoreAndTheToolsHearNothingOfIt() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    send(TOOL, TagRequests.setting(4));
    send(TOOL, TagRequests.reverse(2, 2, 12345));
    flows.detach(tunnel);
    RecordingTunnel next = new RecordingTunnel();

    flows.attach(next, translating(1, false));

    assertThat(next.sent()).containsExactlyInAnyOrder("marked 2", "scp 1", "scp 1");
    socket.advanceTimeBy(1, TimeUnit.SECONDS);
    socket.runScheduledPendingTasks();
    assertThat(next.sent()).hasSize(6);
    flows.deliver(Service.SCP, 2, TagRequests.reply(0xEA01, 3));
    flows.deliver(Service.SCP, 1, TagRequests.reply(0xEA01, 4));
    flows.flush();
    assertThat(socket.outboundMessages()).isEmpty();
    assertThat(closed).isEmpty();
  }

  @Test
  void anotherSessionHasNoTags() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    send(TOOL, TagRequests.reverse(2, 2, 12345));
    RecordingTunnel next = new RecordingTunnel();

    flows.attach(next, translating(2, false));

    assertThat(next.sent()).isEmpty();
    assertThat(closed).containsExactly("12345");
  }

  @Test
  void aResumedSessionKeepsItsTagsAndNothingIsSaid() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    RecordingTunnel next = new RecordingTunnel();

    flows.attach(next, translating(1, true));

    assertThat(next.sent()).isEmpty();
    flows.deliver(Service.SCP, 2, Unpooled.buffer().writeZero(20));
    flows.flush();
    assertThat(delivered()).isEqualTo("127.0.0.1:17895");
  }
}
