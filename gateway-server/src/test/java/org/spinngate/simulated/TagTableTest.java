package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagTableTest {
  private static final InetSocketAddress HOST =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 17895);

  private static final InetSocketAddress OTHER = TagEntry.address(new byte[] {127, 0, 0, 9}, 17896);
  private static final Duration ARP = Duration.ofMillis(200);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeNetwork ports = new FakeNetwork();
  private final Arp arp = new Arp(time.eventLoop(), ScampRelease.V4_0_0, ARP);
  private final TagTable tags = new TagTable(time.eventLoop(), ports, arp);

  @BeforeEach
  void freeze() {
    time.freezeTime();
  }

  private void pass(long milliseconds) {
    time.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
    time.runScheduledPendingTasks();
  }

  @Test
  void eightTagsAreLentAndTheLowestFirst() {
    for (int tag = 8; tag < 16; tag++) {
      assertThat(tags.lend(HOST)).isEqualTo(tag);
    }
    assertThat(tags.lend(HOST)).isEqualTo(TagTable.NONE);

    tags.clear(11);

    assertThat(tags.lend(HOST)).isEqualTo(11);
  }

  @Test
  void aLentTagExpiresAfter2560Milliseconds() {
    int tag = tags.lend(HOST);

    pass(2559);
    assertThat(tags.valid(tag)).isNotNull();
    pass(1);
    assertThat(tags.valid(tag)).isNull();
  }

  @Test
  void anotherLifeOfATagHasAnotherSerial() {
    int first = tags.entry(tags.lend(HOST)).serial();
    tags.clear(8);

    assertThat(tags.entry(tags.lend(HOST)).serial()).isNotEqualTo(first);
  }

  @Test
  void aTagWithoutTimeoutStays() {
    arp.learn(HOST.getAddress());
    tags.set(1, to(HOST, 0));

    pass(TimeUnit.DAYS.toMillis(30));

    assertThat(tags.valid(1)).isNotNull();
  }

  @Test
  void aTagForAHostThatHasSentIsValidAtOnce() {
    arp.learn(HOST.getAddress());

    tags.set(1, to(HOST, 0));

    assertThat(tags.valid(1)).isNotNull();
  }

  @Test
  void aTagForAnyOtherHostIsValidOnceArpHasFoundIt() {
    tags.set(1, to(OTHER, 0));

    pass(199);
    assertThat(tags.valid(1)).isNull();
    assertThat(tags.isSet(1)).isTrue();
    pass(1);
    assertThat(tags.valid(1)).isNotNull();
    assertThat(arp.knows(OTHER.getAddress())).isTrue();
  }

  @Test
  void anArpAnswerMakesOneTagValidAndEachTagAsks() {
    tags.set(1, to(OTHER, 0));
    pass(100);
    tags.set(2, to(OTHER, 0));

    pass(100);
    assertThat(tags.valid(1)).isNotNull();
    assertThat(tags.valid(2)).isNull();
    pass(100);
    assertThat(tags.valid(2)).isNotNull();
  }

  @Test
  void aTagClearedBeforeArpHasFoundItsHostStaysClear() {
    tags.set(1, to(OTHER, 0));
    tags.clear(1);

    pass(1000);

    assertThat(tags.valid(1)).isNull();
    assertThat(tags.isSet(1)).isFalse();
  }

  @Test
  void theTimeOfATagRunsFromWhenItIsValid() {
    tags.set(1, to(OTHER, 4));

    pass(200);
    pass(39);
    assertThat(tags.valid(1)).isNotNull();
    pass(1);
    assertThat(tags.valid(1)).isNull();
  }

  @Test
  void theLastFiveSendersAreRememberedEvenIfTheyAreOne() {
    arp.learn(OTHER.getAddress());
    for (int count = 0; count < 4; count++) {
      arp.learn(HOST.getAddress());
    }
    assertThat(arp.knows(OTHER.getAddress())).isTrue();

    arp.learn(HOST.getAddress());

    assertThat(arp.knows(OTHER.getAddress())).isFalse();
  }

  @Test
  void anOldReleaseRemembersNobody() {
    Arp old = new Arp(time.eventLoop(), ScampRelease.V3_1_0, ARP);

    old.learn(HOST.getAddress());

    assertThat(old.knows(HOST.getAddress())).isFalse();
  }

  @Test
  void anExpiredReverseTagClosesItsPort() {
    tags.set(2, reverse(12345, 4));
    assertThat(ports.open()).containsExactly(12345);

    pass(40);

    assertThat(ports.open()).isEmpty();
  }

  @Test
  void anExpiryDoesNotTouchTheTagsNextLife() {
    tags.set(2, reverse(12345, 4));
    tags.set(2, reverse(12346, 0));

    pass(100);

    assertThat(ports.open()).containsExactly(12346);
    assertThat(tags.listeningOn(12346)).isEqualTo(2);
  }

  @Test
  void aReverseTagSetAnewOnTheSamePortKeepsItOpen() {
    tags.set(2, reverse(12345, 0));

    tags.set(2, reverse(12345, 0));

    assertThat(ports.open()).containsExactly(12345);
    assertThat(ports.closed()).isEmpty();
  }

  @Test
  void aReverseTagThatBecomesAnotherKindClosesItsPort() {
    tags.set(2, reverse(12345, 0));

    tags.set(2, to(HOST, 0));

    assertThat(ports.open()).isEmpty();
  }

  @Test
  void aPortOfTwoTagsClosesWithTheSecond() {
    tags.set(2, reverse(12345, 0));
    tags.set(3, reverse(12345, 0));
    assertThat(tags.listeningOn(12345)).isEqualTo(2);

    tags.clear(2);
    assertThat(ports.open()).containsExactly(12345);
    assertThat(tags.listeningOn(12345)).isEqualTo(3);
    tags.clear(3);
    assertThat(ports.open()).isEmpty();
  }

  @Test
  void aReverseTagOfThePoolHearsNothing() {
    tags.set(9, reverse(12345, 0));

    assertThat(tags.listeningOn(12345)).isEqualTo(TagTable.NONE);
  }

  private static TagCommand to(InetSocketAddress host, int ticks) {
    return new TagCommand(ticks, ticks, host, 0, 0, 0);
  }

  private static TagCommand reverse(int port, int ticks) {
    int flags = TagEntry.REVERSE | ticks;
    return new TagCommand(flags, ticks, TagEntry.NOWHERE, port, 0, 0);
  }
}
