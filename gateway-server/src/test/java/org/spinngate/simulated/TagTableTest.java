package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagTableTest {
  private static final InetSocketAddress HOST =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 17895);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeNetwork ports = new FakeNetwork();
  private final TagTable tags = new TagTable(time.eventLoop(), ports);

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
    tags.program(1, HOST, TagEntry.VALID, 0);

    pass(TimeUnit.DAYS.toMillis(30));

    assertThat(tags.valid(1)).isNotNull();
  }

  @Test
  void anExpiredReverseTagClosesItsPort() {
    tags.program(2, HOST, TagEntry.VALID | TagEntry.REVERSE, 4);
    tags.receive(2, 12345, 0, 0);
    tags.expireAfter(2, 4);
    assertThat(ports.open()).containsExactly(12345);

    pass(40);

    assertThat(ports.open()).isEmpty();
  }

  @Test
  void anExpiryDoesNotTouchTheTagsNextLife() {
    tags.program(2, HOST, TagEntry.VALID | TagEntry.REVERSE, 4);
    tags.receive(2, 12345, 0, 0);
    tags.expireAfter(2, 4);
    tags.program(2, HOST, TagEntry.VALID | TagEntry.REVERSE, 0);
    tags.receive(2, 12346, 0, 0);

    pass(100);

    assertThat(ports.open()).containsExactly(12346);
    assertThat(tags.listeningOn(12346)).isEqualTo(2);
  }

  @Test
  void aPortOfTwoTagsClosesWithTheSecond() {
    tags.program(2, HOST, TagEntry.VALID | TagEntry.REVERSE, 0);
    tags.receive(2, 12345, 0, 0);
    tags.program(3, HOST, TagEntry.VALID | TagEntry.REVERSE, 0);
    tags.receive(3, 12345, 0, 0);

    tags.clear(2);
    assertThat(ports.open()).containsExactly(12345);
    tags.clear(3);
    assertThat(ports.open()).isEmpty();
  }
}
