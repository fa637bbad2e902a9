package org.spinngate.client.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.TagMark.Kind;

class TagPolicyTest {
  private final Deque<Runnable> later = new ArrayDeque<>();
  private Set<InetAddress> present = Set.of(address("192.168.1.10"));
  private final MachineAddresses own = new MachineAddresses(later::add, () -> present);

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Kind> local(String target) {
    return asked(false, target, "127.0.0.1");
  }

  private Optional<Kind> asked(boolean any, String target, String asker) {
    return new TagPolicy(own, any).of(address(target), address("10.11.12.13"), address(asker));
  }

  private Optional<Kind> any(String target) {
    return asked(true, target, "10.11.12.13");
  }

  @Test
  void whatMeansThisMachineIsDeliveredHere() {
    assertThat(local("127.0.0.1")).contains(Kind.OWN_TARGET);
    assertThat(local("127.9.8.7")).contains(Kind.OWN_TARGET);
    assertThat(local("192.168.1.10")).contains(Kind.OWN_TARGET);
    assertThat(local("10.11.12.13")).contains(Kind.OWN_TARGET);
    assertThat(any("127.0.0.1")).contains(Kind.OWN_TARGET);
  }

  @Test
  void anotherHostIsReachedOnlyIfTheUserSaysSo() {
    assertThat(local("192.168.1.11")).isEmpty();
    assertThat(any("192.168.1.11")).contains(Kind.OTHER_TARGET);
  }

  @Test
  void whoAsksFromAnotherMachineMayAimAtThatAlone() {
    assertThat(asked(true, "192.168.1.77", "192.168.1.77")).contains(Kind.OWN_TARGET);
    assertThat(asked(true, "127.0.0.1", "192.168.1.77")).isEmpty();
    assertThat(asked(true, "192.168.1.10", "192.168.1.77")).isEmpty();
    assertThat(asked(true, "10.0.0.1", "192.168.1.77")).isEmpty();
  }

  @Test
  void whatIsNoSingleHostIsNeverReached() {
    assertThat(any("224.0.0.1")).isEmpty();
    assertThat(any("255.255.255.255")).isEmpty();
    assertThat(any("0.0.0.0")).isEmpty();
  }

  @Test
  void anAddressThatTheMachineGetsLaterIsItsOwnAfterAFreshLook() {
    present = Set.of(address("192.168.7.7"));
    own.refresh();
    assertThat(local("192.168.7.7")).isEmpty();

    later.remove().run();

    assertThat(local("192.168.7.7")).contains(Kind.OWN_TARGET);
    assertThat(local("192.168.1.10")).isEmpty();
  }

  @Test
  void theSystemKnowsTheLoopbackAddress() {
    assertThat(MachineAddresses.ofSystem()).contains(address("127.0.0.1"));
  }
}
