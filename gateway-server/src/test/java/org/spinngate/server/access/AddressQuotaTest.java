package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How many places an address, and everybody together, may take. */
class AddressQuotaTest {

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anAddressTakesItsPlacesAndNoMore() {
    AddressQuota quota = new AddressQuota(() -> 10, () -> 2);

    assertThat(quota.tryEnter(address("192.0.2.1"))).isTrue();
    assertThat(quota.tryEnter(address("192.0.2.1"))).isTrue();
    assertThat(quota.tryEnter(address("192.0.2.1"))).isFalse();
    assertThat(quota.tryEnter(address("192.0.2.2"))).isTrue();
    assertThat(quota.total()).isEqualTo(3);
  }

  @Test
  void everybodyTogetherTakesThePlacesThereAreAndNoMore() {
    AddressQuota quota = new AddressQuota(() -> 2, () -> 2);
    quota.tryEnter(address("192.0.2.1"));
    quota.tryEnter(address("192.0.2.2"));

    assertThat(quota.tryEnter(address("192.0.2.3"))).isFalse();
    quota.leave(address("192.0.2.1"));
    assertThat(quota.tryEnter(address("192.0.2.3"))).isTrue();
  }

  @Test
  void aNetworkOf64BitsCountsAsOneAddress() {
    AddressQuota quota = new AddressQuota(() -> 10, () -> 1);

    assertThat(quota.tryEnter(address("2001:db8:0:1::1"))).isTrue();
    assertThat(quota.tryEnter(address("2001:db8:0:1:ffff::2"))).isFalse();
    assertThat(quota.tryEnter(address("2001:db8:0:2::1"))).isTrue();
    assertThat(quota.tryEnter(address("::ffff:192.0.2.1"))).isTrue();
    assertThat(quota.tryEnter(address("192.0.2.1"))).isFalse();
  }

  @Test
  void whoLeftCostsNothing() {
    AddressQuota quota = new AddressQuota(() -> 10, () -> 1);
    quota.tryEnter(address("192.0.2.1"));
    quota.tryEnter(address("192.0.2.1"));

    quota.leave(address("192.0.2.1"));

    assertThat(quota.total()).isZero();
    assertThat(quota.addresses()).isZero();
    assertThatThrownBy(() -> quota.leave(address("192.0.2.1")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(quota.total()).isZero();
  }

  @Test
  void theLastPlaceIsTakenOnceHoweverManyTry() throws Exception {
    AddressQuota quota = new AddressQuota(() -> 50, () -> 20);
    Callable<Integer> visitor =
        () -> {
          int entered = 0;
          for (int i = 0; i < 1000; i++) {
            entered += quota.tryEnter(address("127.0.0." + (1 + i % 4))) ? 1 : 0;
          }
          return entered;
        };
    ExecutorService threads = Executors.newFixedThreadPool(8);
    int entered = 0;
    try {
      List<Future<Integer>> visits =
          new ArrayList<>(
              threads.invokeAll(List.of(visitor, visitor, visitor, visitor, visitor, visitor)));
      for (Future<Integer> visit : visits) {
        entered += visit.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(entered).isEqualTo(50).isEqualTo(quota.total());
  }
}
