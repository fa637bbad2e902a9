package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Mutator;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.Somebody;

/** After any bytes in any phase the connection lives on or ends; nothing is thrown or leaked. */
@ExtendWith(LeakExtension.class)
class StrangersBytesTest {
  private static final int CONNECTIONS = 1_000;
  private static final long SEED = 17894;

  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final LinkBench bench = new LinkBench(Duration.ZERO);
  private final Mutator mutator = new Mutator(SEED, rightFrames());
  private final SplittableRandom random = new SplittableRandom(SEED);
  private int closed;

  StrangersBytesTest() throws SSLException {}

  @AfterEach
  void nothingIsLeft() {
    bench.close();
    assertThat(bench.sessions().count()).isZero();
    assertThat(bench.board().lease().holder()).isEmpty();
    assertThat(bench.board().lease().waiting()).isZero();
    assertThat(log.stackTraces()).isZero();
    assertThat(log.lines("fault")).isEmpty();
    log.close();
  }

  private static List<byte[]> rightFrames() {
    List<byte[]> frames = new ArrayList<>();
    frames.add(Samples.frameOf(Hello.of("alice", Somebody.token("alice"), "c")));
    Extras extras = Extras.of().plus(7, (byte) 1, (byte) 2).plus(0x8001);
    Stream.of(Samples.usual(), Samples.grown(extras), Samples.largest())
        .flatMap(List::stream)
        .map(Samples::frameOf)
        .forEach(frames::add);
    ByteBuf data = Unpooled.buffer();
    DataFrame.writeScp(data, 1, Unpooled.buffer().writeZero(26));
    frames.add(ByteBufUtil.getBytes(data));
    DataFrame.writeBoot(data.clear(), 1, 0, Unpooled.buffer().writeZero(18));
    frames.add(ByteBufUtil.getBytes(data));
    return frames;
  }

  private void sayWrongThings(Connection connection) {
    // Nobody is asked to wait for having come too often.
    bench.time().jump(Duration.ofSeconds(1));
    for (int i = 0; i < 8 && connection.isOpen(); i++) {
      byte[] bytes = mutator.next();
      int cut = random.nextInt(bytes.length + 1);
      connection.sayBytes(Unpooled.copiedBuffer(bytes, 0, cut));
      if (connection.isOpen()) {
        connection.sayBytes(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
      }
    }
    closed += connection.isOpen() ? 0 : 1;
    connection.finishAndReleaseAll();
  }

  @Test
  void beforeTheLogin() {
    for (int i = 0; i < CONNECTIONS; i++) {
      sayWrongThings(bench.connect());
    }

    assertThat(closed).isGreaterThan(CONNECTIONS / 2);
  }

  @Test
  void beforeABoardIsOpen() {
    for (int i = 0; i < CONNECTIONS; i++) {
      sayWrongThings(bench.connect().logIn("bob"));
    }

    assertThat(closed).isGreaterThan(CONNECTIONS / 2);
  }

  @Test
  void inASession() {
    for (int i = 0; i < CONNECTIONS; i++) {
      sayWrongThings(bench.connect().openBoard("alice", "spin5-01"));
    }

    assertThat(closed).isGreaterThan(CONNECTIONS / 2);
  }
}
