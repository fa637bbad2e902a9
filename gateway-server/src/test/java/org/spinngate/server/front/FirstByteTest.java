package org.spinngate.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class FirstByteTest {
  private final List<String> became = new ArrayList<>();
  private final Faults faults = new Faults(() -> 0, (fault, more) -> {});
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new FirstByte(own -> became.add("old"), own -> became.add("tunnel"), faults));

  @AfterEach
  void end() {
    channel.finishAndReleaseAll();
  }

  private void write(int... bytes) {
    ByteBuf all = Unpooled.buffer();
    for (int one : bytes) {
      all.writeByte(one);
    }
    channel.writeInbound(all);
  }

  private void assertPassedOn(int bytes) {
    ByteBuf read = channel.readInbound();
    assertThat(read.readableBytes()).isEqualTo(bytes);
    read.release();
  }

  @Test
  void zeroIsAnOldClient() {
    write(0, 0, 0, 26, 1);

    assertThat(became).containsExactly("old");
    assertPassedOn(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x16, 0x47, 0x01, 0x80, 0xFF})
  void everythingElseIsForTheTunnel(int first) {
    write(first, 0);

    assertThat(became).containsExactly("tunnel");
    assertPassedOn(2);
  }

  @Test
  void onlyTheFirstByteCounts() {
    write(0);
    write(0x16, 3, 1);

    assertThat(became).containsExactly("old");
    assertThat(channel.pipeline().get(FirstByte.class)).isNull();
  }

  @Test
  void nothingIsDecidedBeforeThereIsAByte() {
    write();

    assertThat(became).isEmpty();
    assertThat(channel.<Object>readInbound()).isNull();
  }

  @Test
  void whatIsTurnedAwayGoesNoFurther() {
    EmbeddedChannel strict = new EmbeddedChannel(new FirstByte(Channel::close, own -> {}, faults));

    strict.writeInbound(Unpooled.copiedBuffer(new byte[] {0, 0, 0, 1}));

    assertThat(strict.isActive()).isFalse();
    assertThat(strict.<Object>readInbound()).isNull();
    assertThat(strict.<Object>readOutbound()).isNull();
  }
}
