package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;

/** What comes from one address: what begins a session, what passes in it, and what ends it. */
@ExtendWith(LeakExtension.class)
class LegacyClientTest {
  private static final String HOST = "192.0.2.7";
  private static final String OTHER_HOST = "192.0.2.8";

  private final LegacyBench bench = new LegacyBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private void scp(int port, String hex) {
    bench.arrive(Service.SCP, bench.path(HOST, port), hex);
  }

  @Test
  void aSessionBeginsWithWhatAToolBeginsWith() {
    scp(1000, LegacyBench.NOISE);
    assertThat(bench.holder()).isEmpty();

    scp(1000, LegacyBench.REQUEST);

    assertThat(bench.holder()).contains("legacy " + HOST);
    assertThat(bench.drops()).containsExactly(LegacyDrop.UNRECOGNISED);
    assertThat(bench.atBoard()).isEqualTo(1);
  }

  @Test
  void afterItsFirstDatagramAnApplicationSendsWhatItLikes() {
    scp(1000, LegacyBench.REQUEST);

    scp(1000, LegacyBench.NOISE);

    assertThat(bench.drops()).isEmpty();
    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void butEachApplicationBeginsAsAToolDoes() {
    scp(1000, LegacyBench.REQUEST);

    scp(1001, LegacyBench.NOISE);
    bench.arrive(Service.BOOT, bench.path(HOST, 1000), LegacyBench.BOOT_BLOCK);

    assertThat(bench.drops()).containsExactly(LegacyDrop.UNRECOGNISED, LegacyDrop.UNRECOGNISED);
    assertThat(bench.atBoard()).isEqualTo(1);
    assertThat(bench.holder()).isPresent();
  }

  @Test
  void whatComesInOnePassLeavesTogetherAndIsFlushedOnce() {
    EventLoop loop = bench.time().loop();
    LegacyClient client =
        bench.receive(Service.SCP, bench.path(HOST, 1000), LegacyBench.REQUEST, loop);

    assertThat(client).isNotNull();
    assertThat(bench.receive(Service.SCP, bench.path(HOST, 1001), LegacyBench.REQUEST, loop))
        .isNull();
    assertThat(bench.atBoard()).isZero();
    client.flush();

    assertThat(bench.atBoard()).isEqualTo(2);
    assertThat(bench.receive(Service.SCP, bench.path(HOST, 1000), LegacyBench.REQUEST, loop))
        .isSameAs(client);
  }

  @Test
  void soManyApplicationsBeginInASecondAndTheOthersGoOn() {
    for (int port = 1; port <= 65; port++) {
      scp(port, LegacyBench.REQUEST);
    }
    assertThat(bench.drops()).containsExactly(LegacyDrop.TOO_FAST);
    assertThat(bench.atBoard()).isEqualTo(64);

    scp(1, LegacyBench.REQUEST);
    assertThat(bench.atBoard()).isEqualTo(65);
    bench.time().jump(Duration.ofSeconds(2));
    scp(65, LegacyBench.REQUEST);

    assertThat(bench.drops()).isEmpty();
    assertThat(bench.atBoard()).isEqualTo(66);
  }

  @Test
  void noiseFromManyPortsDoesNotKeepApplicationsFromBeginning() {
    scp(1, LegacyBench.REQUEST);
    for (int port = 2; port <= 1000; port++) {
      scp(port, LegacyBench.NOISE);
    }

    scp(1001, LegacyBench.REQUEST);

    assertThat(bench.drops()).hasSize(999).containsOnly(LegacyDrop.UNRECOGNISED);
    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void oneAddressBeginsFiveSessionsInASecond() {
    for (int i = 0; i < 6; i++) {
      StreamReplyPath path = bench.connection(HOST, 1000 + i);
      bench.arrive(Service.SCP, path, LegacyBench.REQUEST);
      bench.clients().gone(Service.SCP, path);
      bench.time().run();
    }

    assertThat(bench.drops()).containsExactly(LegacyDrop.TOO_FAST);
    assertThat(bench.atBoard()).isEqualTo(5);
    assertThat(bench.holder()).isEmpty();
  }

  @Test
  void whoFindsTheBoardInUseHasItOnceItIsFree() {
    StreamReplyPath first = bench.connection(HOST, 1000);
    bench.arrive(Service.SCP, first, LegacyBench.REQUEST);

    bench.arrive(Service.SCP, bench.path(OTHER_HOST, 1000), LegacyBench.REQUEST);
    assertThat(bench.drops()).containsExactly(LegacyDrop.BOARD_BUSY);
    bench.clients().gone(Service.SCP, first);
    bench.time().run();
    bench.arrive(Service.SCP, bench.path(OTHER_HOST, 1000), LegacyBench.REQUEST);

    assertThat(bench.holder()).contains("legacy " + OTHER_HOST);
    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void theSessionEndsWithItsLastConnection() {
    StreamReplyPath one = bench.connection(HOST, 1000);
    StreamReplyPath other = bench.connection(HOST, 1001);
    bench.arrive(Service.SCP, one, LegacyBench.REQUEST);
    bench.arrive(Service.SCP, other, LegacyBench.REQUEST);

    bench.clients().gone(Service.SCP, one);
    bench.time().run();
    assertThat(bench.holder()).isPresent();
    bench.clients().gone(Service.SCP, other);
    bench.time().run();

    assertThat(bench.holder()).isEmpty();
  }

  @Test
  void aSilentConnectionThatGoesEndsNothing() {
    bench.arrive(Service.SCP, bench.path(HOST, 1000), LegacyBench.REQUEST);

    bench.clients().gone(Service.SCP, bench.connection(HOST, 2000));
    bench.time().run();

    assertThat(bench.holder()).isPresent();
  }

  @Test
  void whatHopsWhileItsClientComesToItsEndBeginsAnother() {
    StreamReplyPath first = bench.connection(HOST, 1000);
    bench.arrive(Service.SCP, first, LegacyBench.REQUEST);
    EmbeddedChannel elsewhere = new EmbeddedChannel();
    bench.clients().gone(Service.SCP, first);

    bench.receive(Service.SCP, bench.path(HOST, 2000), LegacyBench.REQUEST, elsewhere.eventLoop());
    bench.time().run();

    assertThat(bench.atBoard()).isEqualTo(2);
    assertThat(bench.holder()).contains("legacy " + HOST);
    assertThat(bench.drops()).isEmpty();
  }
}
