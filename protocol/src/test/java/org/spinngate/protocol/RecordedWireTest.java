package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.RecordedWire;
import org.spinngate.protocol.testing.Samples;

/** The wire from before messages could grow is still the wire. */
class RecordedWireTest {
  static Stream<RecordedWire> connections() {
    return Stream.of(RecordedWire.boards(), RecordedWire.session(), RecordedWire.resumption());
  }

  static Stream<byte[]> frames() {
    return connections()
        .flatMap(wire -> Stream.concat(wire.client().stream(), wire.server().stream()))
        .filter(frame -> RecordedWire.messages(List.of(frame)).findAny().isPresent());
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyMessageIsReadAndWrittenAgainByteForByte(byte... frame) {
    ControlMessage message = RecordedWire.messages(List.of(frame)).findAny().orElseThrow();

    assertThat(Samples.frameOf(message)).isEqualTo(frame);
  }

  @ParameterizedTest
  @MethodSource("connections")
  void noMessageHasATail(RecordedWire wire) {
    assertThat(Stream.of(wire.client(), wire.server()).flatMap(RecordedWire::messages))
        .filteredOn(GrowingMessage.class::isInstance)
        .isNotEmpty()
        .allMatch(message -> !((GrowingMessage) message).extras().present());
  }
}
