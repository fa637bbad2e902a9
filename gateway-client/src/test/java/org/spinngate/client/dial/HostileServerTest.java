package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.link.Conversation;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

@ExtendWith(LeakExtension.class)
class HostileServerTest {
  private static final int ROUNDS = 20_000;

  @Test
  void itsBytesNeverDoMoreThanEndTheConnection() throws Exception {
    SslContext identity = IdentityCheck.of(Conversation.ACCESS.trust());
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < ROUNDS; round++) {
      try (Conversation server = Conversation.forBoard(identity)) {
        EmbeddedChannel victim = server.channel();
        server.tlsIsUp();
        for (int step = 0; step < 4 && victim.isOpen(); step++) {
          victim.writeInbound(hostile(random, step));
        }
        victim.close();

        victim.checkException();
        assertThat(server.endings()).hasSize(1);
        assertThat(server.endings().get(0).toString()).doesNotContain("INTERNAL");
      }
    }
  }

  /** Something well-formed, damaged or not, so that every phase is reached. */
  private static ByteBuf hostile(SplittableRandom random, int step) {
    ByteBuf bytes = Unpooled.buffer();
    int kind = random.nextInt(4);
    if (step == 0 && kind > 0) {
      new Welcome(1, "s", 1_000, 5_000).with(tail(random)).writeFrame(bytes);
    } else if (step == 1 && kind > 0) {
      Samples.opened(1, "b", 32).with(tail(random)).writeFrame(bytes);
    } else if (kind == 1) {
      DataFrame.writeTimeMark(bytes, random.nextInt());
      DataFrame.writeScp(bytes, random.nextInt(4), Unpooled.wrappedBuffer(new byte[7]));
      DataFrame.writeBoot(bytes, random.nextInt(4), 0, Unpooled.wrappedBuffer(new byte[9]));
    } else {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      bytes.writeShort(noise.length + 1).writeByte(random.nextInt(0x42)).writeBytes(noise);
    }
    if (random.nextInt(3) == 0) {
      bytes.setByte(random.nextInt(bytes.readableBytes()), random.nextInt(256));
    }
    return bytes;
  }

  private static Extras tail(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> Extras.NONE;
      case 1 -> Extras.of();
      default -> Extras.of().plus(random.nextInt(0x10000), new byte[random.nextInt(9)]);
    };
  }
}
