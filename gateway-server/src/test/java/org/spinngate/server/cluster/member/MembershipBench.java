package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.testing.TestLoop;

/** Gateways on one engine, on a time that the test moves. */
abstract class MembershipBench {
  static final BeatTimes TIMES = BeatTimes.of(Duration.ofSeconds(15));

  final TestLoop time = new TestLoop();
  final MemoryEngine engine = new MemoryEngine();
  long slept;

  /** One gateway, with its own way to the engine, and what it has heard. */
  final class Gateway implements MemberEvents {
    final MemoryLedger ledger = engine.ledger(time.loop());
    final List<String> heard = new ArrayList<>();
    final Incarnation incarnation;
    boolean stands;

    Gateway(String id, Machine machine) {
      this(id, machine, TIMES);
    }

    Gateway(String id, Machine machine, BeatTimes times) {
      time.run();
      String name = id.substring(0, 3);
      MemberSettings settings =
          new MemberSettings(name, name + ".example:7878", "1.0", machine, times);
      Clocks clocks =
          new Clocks(time::nanoTime, time::millis, () -> time.nanoTime() / 1_000_000 + slept);
      incarnation = new Incarnation(ledger, id, settings, clocks, this, time.loop());
      ledger.listen(new Membership.Ear(incarnation, this::run));
      gateways.add(this);
    }

    boolean run(Runnable task) {
      time.loop().execute(task);
      return true;
    }

    boolean holds() {
      return incarnation.tenure().holds();
    }

    Duration safeFor() {
      return incarnation.safeFor();
    }

    CompletableFuture<Void> close() {
      CompletableFuture<Void> said = new CompletableFuture<>();
      incarnation.end();
      incarnation.sayGoodbye(said);
      time.run();
      return said;
    }

    @Override
    public void fenced() {
      heard.add("fenced");
    }

    @Override
    public void gone(String gatewayId) {
      heard.add("gone " + gatewayId);
    }

    @Override
    public void sure(boolean safe) {
      heard.add(safe ? "sure" : "unsure");
    }
  }

  final List<Gateway> gateways = new ArrayList<>();

  Gateway gateway(String id) {
    return new Gateway(id, new Machine("", ""));
  }

  void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      gateways.stream().filter(one -> !one.stands).forEach(one -> one.incarnation.beat());
      time.jump(Duration.ofSeconds(1));
    }
  }
}
