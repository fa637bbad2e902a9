package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.GrowingMessage;
import org.spinngate.protocol.testing.Samples;

/** Who gets tails and who does not. */
class ExtrasHandlerTest {
  private static final Extras SOME = Extras.of().plus(7, (byte) 1);

  private final ExtrasHandler handler = new ExtrasHandler();
  private final EmbeddedChannel channel = new EmbeddedChannel(handler);

  private ControlMessage written(ControlMessage message) {
    channel.writeOutbound(message);
    return channel.readOutbound();
  }

  private static List<ControlMessage> growing(Extras extras) {
    return Samples.usual().stream()
        .filter(GrowingMessage.class::isInstance)
        .map(message -> (ControlMessage) ((GrowingMessage) message).with(extras))
        .toList();
  }

  @Test
  void whoHasNotSaidThatHeReadsTailsGetsNone() {
    assertThat(growing(SOME)).map(this::written).isEqualTo(growing(Extras.NONE));
    assertThat(growing(Extras.of())).map(this::written).isEqualTo(growing(Extras.NONE));
    assertThat(growing(Extras.NONE)).map(this::written).isEqualTo(growing(Extras.NONE));
  }

  @Test
  void whoReadsTailsGetsOneEachTime() {
    handler.peerReadsExtras();

    assertThat(growing(SOME)).map(this::written).isEqualTo(growing(SOME));
    assertThat(growing(Extras.NONE)).map(this::written).isEqualTo(growing(Extras.of()));
  }

  @Test
  void whatCannotGrowPassesUntouched() {
    handler.peerReadsExtras();

    assertThat(Samples.usual())
        .filteredOn(message -> !(message instanceof GrowingMessage))
        .isNotEmpty()
        .allMatch(message -> written(message) == message);
  }
}
