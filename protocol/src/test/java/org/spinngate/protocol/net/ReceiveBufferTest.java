package org.spinngate.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiveBufferTest {
  @Test
  void aBufferAsWantedIsNoReasonToComplain() {
    assertThat(ReceiveBuffer.complaint(4 * 1024 * 1024)).isEmpty();
  }

  @Test
  void aSmallerOneIsToldWithWhatHelps() {
    assertThat(ReceiveBuffer.complaint(212_992))
        .contains(
            "the system grants UDP a receive buffer of only 208 KiB; bursts may be lost (on Linux:"
                + " sysctl -w net.core.rmem_max=4194304)");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void eachSystemTellsWhatItGrants(Transport transport) {
    assertThat(ReceiveBuffer.complaint(transport))
        .satisfiesAnyOf(
            said -> assertThat(said).isEmpty(),
            said -> assertThat(said.orElseThrow()).contains("net.core.rmem_max=4194304"));
  }

  static List<Transport> transports() {
    return Transport.available();
  }
}
