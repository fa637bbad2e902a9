package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

class EmptyAccountsTest {
  private static final String BOARD = "spin5-01";
  private static final String ACCOUNT = "legacy 192.0.2.7";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague first = colleague("gw1");
  private final Colleague other = colleague("gw2");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 1);
  }

  private boolean isThere() {
    return engine.find(Keys.user(ACCOUNT)).isPresent();
  }

  private void comesAndGoes() {
    first.opens(ACCOUNT, BOARD).release(CloseCause.RELEASED);
    time.run();
  }

  @Test
  void anAccountThatNobodyUsesAnyMoreIsTakenAwayByTheFirstGateway() {
    comesAndGoes();
    other.looksForEmptyAccounts();
    other.looksForEmptyAccounts();
    first.looksForEmptyAccounts();
    assertThat(isThere()).isTrue();

    first.looksForEmptyAccounts();

    assertThat(isThere()).isFalse();
  }

  @Test
  void anAccountThatWasUsedSinceTheLastLookStays() {
    comesAndGoes();
    first.looksForEmptyAccounts();
    comesAndGoes();

    first.looksForEmptyAccounts();

    assertThat(isThere()).isTrue();
  }

  @Test
  void whoEntersWhileItsAccountIsTakenAwayHasItsPlaceAndNoMoreThanThat() {
    comesAndGoes();
    first.looksForEmptyAccounts();
    other.ledger().holdRequests();
    Colleague.Asker asker = other.ask(ACCOUNT, "spin5-02", false);
    first.looksForEmptyAccounts();
    assertThat(isThere()).isFalse();
    other.ledger().release();
    time.run();

    Grant grant = asker.grant();
    assertThat(first.ledger().below(Keys.user(ACCOUNT))).hasSize(1);
    assertThat(first.ask(ACCOUNT, BOARD, false).refused()).contains(CloseCause.USER_LIMIT);
    grant.release(CloseCause.RELEASED);
  }

  @Test
  void whoHasCountedThePlacesOfAnAccountThatWasTakenAwayAndMadeAnewCountsAgain() {
    comesAndGoes();
    other.ask("bob", "spin5-02", false).grant().release(CloseCause.RELEASED);
    first.looksForEmptyAccounts();
    other.ledger().holdAnswers();
    Colleague.Asker late = other.ask(ACCOUNT, "spin5-02", false);
    first.looksForEmptyAccounts();
    assertThat(isThere()).isFalse();
    assertThat(first.ask(ACCOUNT, BOARD, false).hasBoard()).isTrue();

    other.ledger().release();
    time.run();

    assertThat(first.ledger().below(Keys.user(ACCOUNT))).hasSize(1);
    assertThat(late.refused()).contains(CloseCause.USER_LIMIT);
  }
}
