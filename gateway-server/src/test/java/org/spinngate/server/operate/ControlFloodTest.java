package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

/** Who asks the control socket much and reads nothing. */
@ExtendWith(LeakExtension.class)
class ControlFloodTest {
  private static final int MANY = 10_000;

  @TempDir private Path folder;
  private final FakeGateway gateway = new FakeGateway();
  private ControlSocket socket;

  @BeforeEach
  void open() throws IOException {
    socket = ControlSocket.open(folder.resolve("s"), Transport.best(), gateway.verbs());
  }

  @AfterEach
  void close() {
    socket.close();
  }

  private SocketChannel ask(String text) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
    channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    return channel;
  }

  private static String answer(SocketChannel channel) throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
  }

  @Test
  void ofManyRequestsOnAConnectionOneIsTaken() throws IOException {
    try (SocketChannel channel = ask("reload\n".repeat(MANY))) {
      assertThat(answer(channel)).startsWith("ok\n");
    }

    assertThat(gateway.told).containsExactly("reload");
  }

  @Test
  void verbsThatHangAfterTheirAskersHaveGoneAreOnlySoMany() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger hanging = new AtomicInteger();
    gateway.draining =
        progress -> {
          hanging.incrementAndGet();
          awaitUninterruptibly(end);
        };

    await()
        .untilAsserted(
            () -> {
              ask("drain\n").close();
              try (SocketChannel channel = ask("health\n")) {
                assertThat(answer(channel)).startsWith("error 7\nthe gateway answers 16 commands");
              }
            });

    assertThat(hanging.get()).isLessThanOrEqualTo(32);
    end.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
