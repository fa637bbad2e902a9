package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;

/** A gateway that joins and leaves by the clocks and threads of the system. */
class MembershipThreadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long that no standstill of the machine ends it. */
  private static final BeatTimes TIMES =
      new BeatTimes(Duration.ofMinutes(10), Duration.ofMillis(10), Duration.ofMinutes(4));

  @TempDir Path folder;

  private final MemoryEngine engine = new MemoryEngine();

  private static final class Deaf implements MemberEvents {
    @Override
    public void fenced() {}

    @Override
    public void gone(String gatewayId) {}

    @Override
    public void sure(boolean safe) {}
  }

  private static Membership join(MemoryLedger ledger) {
    MemberSettings settings =
        new MemberSettings("gw1", "gw1.example:7878", "1.0", Machine.here(Optional.empty()), TIMES);
    return Membership.join(ledger, settings, Clocks.system(), new Deaf());
  }

  @Test
  void itBeatsAndIsKnownUntilItSaysGoodbye() {
    try (MemoryLedger ledger = engine.ledger();
        MemoryLedger others = engine.ledger()) {
      Membership one = join(ledger);
      await().atMost(PATIENCE).until(() -> one.tenure().holds());
      Membership two = join(others);
      await().atMost(PATIENCE).until(() -> two.isMember(one.id()));
      assertThat(two.addressOf(one.id())).hasValue("gw1.example:7878");
      await()
          .atMost(PATIENCE)
          .until(() -> engine.find(Keys.beat(one.id())).orElseThrow().version() > 5);

      assertThat(one.beats(PATIENCE)).isTrue();

      one.close();
      one.close();

      assertThat(one.beats(Duration.ofDays(-1))).as("it has none to go about").isTrue();
      assertThat(one.tenure().holds()).isFalse();
      await().atMost(PATIENCE).until(() -> !two.isMember(one.id()));
      two.close();
      assertThat(engine.find(Keys.gateway(two.id()))).isEmpty();
    }
  }

  @Test
  void aMachineIsKnownByItsStartAndALockByItsFile() throws Exception {
    Machine here = Machine.here(Optional.of(Files.createFile(folder.resolve("state.lock"))));

    assertThat(here.outlived(here)).isTrue();
    assertThat(here.outlived(new Machine("another", here.lock()))).isFalse();
    assertThat(Machine.here(Optional.empty()).outlived(Machine.here(Optional.empty()))).isFalse();
  }
}
