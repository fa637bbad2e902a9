package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolVersionTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 2, 1", "0, 1, 1", "0, 255, 1", "1, 255, 1"})
  void theHighestCommonVersionIsChosen(int oldest, int newest, int chosen) {
    assertThat(ProtocolVersion.choose(oldest, newest)).isEqualTo(OptionalInt.of(chosen));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 2", "2, 255", "255, 255", "2, 1", "255, 0", "1, 0"})
  void rangesThatDoNotMeetHaveNoVersion(int oldest, int newest) {
    assertThat(ProtocolVersion.choose(oldest, newest)).isEmpty();
  }

  @Test
  void theSpokenVersionsAreVersionOne() {
    assertThat(ProtocolVersion.OLDEST).isEqualTo(1);
    assertThat(ProtocolVersion.NEWEST).isEqualTo(1);
    assertThat(Hello.of("alice", "t0ken", "c")).isEqualTo(new Hello(1, 1, "alice", "t0ken", "c"));
  }

  @Test
  void aGreetingOfAnotherVersionIsReadNoFurtherThanItsRange() {
    ControlMessage hello =
        ControlMessage.read(bytes().u8(0x01).u8(2).u8(9).times(40, 0xEE).toBuffer());

    assertThat(hello).isEqualTo(new Hello(2, 9, "", "", ""));
  }
}
