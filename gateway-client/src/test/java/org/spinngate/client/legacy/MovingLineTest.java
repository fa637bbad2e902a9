package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.TestLoop;

/** What becomes of a line by UDP when this machine's own address changes. */
@ExtendWith(LeakExtension.class)
class MovingLineTest {
  private final IOException gone = new SocketException("sendmmsg: Invalid argument");

  private final TestLoop time = new TestLoop();
  private final List<MemorySocket> sockets = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private String own = "192.0.2.1";
  private final ServerLine line =
      new ServerLine(
          Service.SCP,
          new ServerAddress("old.example.org", 17894),
          time.loop(),
          (handler, address) ->
              new Bootstrap()
                  .group(time.loop())
                  .channelFactory(this::socket)
                  .disableResolver()
                  .handler(handler),
          new Told());

  private MemorySocket socket() {
    MemorySocket made =
        new MemorySocket(time::nanoTime)
            .at(() -> new InetSocketAddress(own, 40_000 + sockets.size()));
    sockets.add(made);
    return made;
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
      datagram.release();
    }

    @Override
    public void readAll() {}

    @Override
    public void dropped(DropReason reason) {
      told.add(reason.label());
    }

    @Override
    public void failed(DropReason reason) {
      told.add(reason.label());
    }
  }

  @BeforeEach
  void dial() {
    line.dial(InetAddress.getLoopbackAddress(), Duration.ofSeconds(1));
    time.run();
    assertThat(told).containsExactly("up");
  }

  @AfterEach
  void close() {
    line.close();
    time.run();
  }

  private void send() {
    ByteBuf datagram = Unpooled.buffer().writeZero(26);
    line.write(datagram);
    line.flush();
    datagram.release();
  }

  @Test
  void goesOnWithTheNewAddress() {
    own = "192.0.2.77";
    sockets.get(0).fail(gone);
    time.run();

    send();

    assertThat(sockets.get(0).isOpen()).isFalse();
    assertThat(sockets.get(1).sent()).hasSize(1);
    assertThat(told).containsExactly("up", "send-failed");
  }

  @Test
  void staysAsItIsWhileTheAddressIsTheSame() {
    sockets.get(0).fail(gone);
    sockets.get(0).fail(gone);
    time.run();

    assertThat(sockets.get(0).isOpen()).isTrue();
    assertThat(sockets).as("one look in a second").hasSize(2);
    assertThat(sockets.get(1).isOpen()).isFalse();
    assertThat(told).containsExactly("up", "send-failed", "send-failed");
  }

  @Test
  void looksAgainASecondLater() {
    sockets.get(0).fail(gone);
    time.pass(Duration.ofSeconds(1));
    own = "192.0.2.77";
    sockets.get(0).fail(gone);
    time.run();

    assertThat(sockets.get(0).isOpen()).isFalse();
    assertThat(sockets.get(2).isOpen()).isTrue();
  }

  @Test
  void aServerThatIsNotThereIsNoReasonToLook() {
    own = "192.0.2.77";
    sockets.get(0).fail(new PortUnreachableException("refused"));
    time.run();

    assertThat(sockets).hasSize(1);
    assertThat(told).containsExactly("up", "board-unreachable");
  }
}
