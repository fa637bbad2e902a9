package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.UncaughtFaults;
import org.spinngate.server.boot.BootPackets;

/** A fault of our own costs the datagram that it met, and neither those after it nor the board. */
@ExtendWith({LeakExtension.class, UncaughtFaults.class})
class FaultyFlowsTest extends RequestBench {
  private String faultyMethod = "";

  /** Tells everything to Alice's, but fails once at the method named last. */
  private FlowTable faulty() {
    FlowListener listener =
        (FlowListener)
            Proxy.newProxyInstance(
                FlowListener.class.getClassLoader(),
                new Class<?>[] {FlowListener.class},
                (proxy, called, arguments) -> failOrTell(called, arguments));
    return bench.table("carol", listener);
  }

  private Object failOrTell(Method called, Object... arguments)
      throws IllegalAccessException, InvocationTargetException {
    if (called.getName().equals(faultyMethod)) {
      faultyMethod = "";
      throw new IllegalStateException("no listening today");
    }
    return called.invoke(alice, arguments);
  }

  @Test
  void aRequestThatWaitsAfterTheFaultIsStillDroppedInTime(List<Throwable> faults) {
    FlowTable table = faulty();
    faultyMethod = "dropped";
    for (int sequence = 1; sequence <= 5; sequence++) {
      table.sendScp(1, request(sequence));
    }
    table.flush();

    time.pass(Duration.ofSeconds(3));

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.WINDOW_FULL, 2));
    assertThat(faults).hasSize(1);
    table.closeAll();
  }

  @Test
  void aFaultInHandingAReplyOnIsToldAndCountedAsNoDrop(List<Throwable> faults) {
    FlowTable table = faulty();
    table.sendScp(1, request(1));
    table.flush();

    faultyMethod = "fromBoard";
    answer(0, 1);
    answer(0, 1);

    assertThat(faults).extracting(Throwable::getMessage).containsExactly("no listening today");
    assertThat(alice.drops()).isEmpty();
    assertThat(alice.fromBoard()).hasSize(1);
    table.closeAll();
  }

  @Test
  void aBootGoesOnAfterTheFaultAndOthersGetTheirTurn(List<Throwable> faults) {
    FlowTable table = faulty();
    BootPackets.whole(3).forEach(packet -> table.sendBoot(1, 0, packet));
    faultyMethod = "bootTaken";
    BootPackets.whole(2).forEach(packet -> bobs.sendBoot(1, 0, packet));

    time.pass(Duration.ofMinutes(2));

    assertThat(bench.bootsOf(1)).hasSize(BootPackets.whole(2).size());
    assertThat(faults).extracting(Throwable::getMessage).contains("no listening today");
    table.closeAll();
  }
}
