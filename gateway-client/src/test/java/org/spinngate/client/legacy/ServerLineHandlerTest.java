package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.legacy.LengthFraming;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class ServerLineHandlerTest {
  private final List<String> told = new ArrayList<>();
  private final ServerLineEvents events = new Told();
  private final ServerLine line =
      new ServerLine(
          Service.SCP,
          new ServerAddress("old.example.org", 17894),
          new TestLoop().loop(),
          (handler, address) -> new Bootstrap(),
          events);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new LengthFraming(), new ServerLineHandler(line, events));

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private final class Told implements ServerLineEvents {
    @Override
    public void up(ServerLine up) {
      told.add("up");
    }

    @Override
    public void down(ServerLine down, Ending ending) {
      told.add("down " + ending.text());
    }

    @Override
    public void received(ServerLine from, ByteBuf datagram) {
      told.add("received " + datagram.readableBytes());
      datagram.release();
    }

    @Override
    public void readAll() {
      told.add("read all");
    }

    @Override
    public void dropped(DropReason reason) {
      told.add("dropped " + reason.label());
    }

    @Override
    public void failed(DropReason reason) {
      told.add("failed " + reason.label());
    }
  }

  @Test
  void datagramsAreHandedOnAndThenFlushed() {
    channel.writeInbound(Unpooled.buffer().writeInt(2).writeShort(1).writeInt(1).writeByte(1));

    assertThat(told).containsExactly("received 2", "received 1", "read all");
  }

  @Test
  void aLengthThatNoDatagramHasIsCounted() {
    channel.writeInbound(Unpooled.buffer().writeInt(1_473));

    assertThat(told).contains("dropped oversize");
  }

  @Test
  void aSocketThatIsNotTheLinesAnyMoreEndsNothing() {
    channel.close();

    assertThat(told).noneMatch(word -> word.startsWith("down"));
  }
}
