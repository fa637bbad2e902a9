package org.spinngate.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.DropReason;

class TrafficTest {
  private final Traffic traffic = new Traffic();

  @Test
  void datagramsAndBytesAreCountedEachWay() {
    traffic.toBoard(26);
    traffic.toBoard(282);
    traffic.toClient(48);

    assertThat(traffic.snapshot()).isEqualTo(new Traffic.Snapshot(2, 308, 1, 48, Map.of()));
    assertThat(traffic.moved()).isEqualTo(3);
    assertThat(traffic.snapshot().moved()).isEqualTo(3);
  }

  @Test
  void dropsAreCountedByReason() {
    traffic.dropped(DropReason.EMPTY);
    traffic.dropped(DropReason.OVERSIZE);
    traffic.dropped(DropReason.OVERSIZE);

    Traffic.Snapshot snapshot = traffic.snapshot();
    assertThat(snapshot.drops()).isEqualTo(Map.of(DropReason.OVERSIZE, 2L, DropReason.EMPTY, 1L));
    assertThat(snapshot.dropped()).isEqualTo(3);
    assertThat(snapshot.moved()).isEqualTo(3);
    assertThat(snapshot.droppedInWords()).isEqualTo("3 (2 oversize, 1 empty)");
  }

  @Test
  void withoutDropsTheWordsAreShort() {
    assertThat(traffic.snapshot().droppedInWords()).isEqualTo("0");
  }

  @Test
  void aSnapshotStaysAsItWas() {
    Traffic.Snapshot before = traffic.snapshot();

    traffic.toBoard(1);
    traffic.dropped(DropReason.EMPTY);

    assertThat(before.moved()).isZero();
    assertThat(before.dropped()).isZero();
  }
}
