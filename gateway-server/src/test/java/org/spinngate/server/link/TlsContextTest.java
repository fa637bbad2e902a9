package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.config.Identities;
import org.spinngate.server.config.TlsSettings;

@ExtendWith(LeakExtension.class)
class TlsContextTest {
  @TempDir Path folder;

  static Stream<List<String>> keys() {
    return Stream.of(
        List.of("-keyalg", "EC", "-groupname", "secp256r1"),
        List.of("-keyalg", "EC", "-groupname", "secp384r1"),
        List.of("-keyalg", "RSA", "-keysize", "2048"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aClientIsLetInWhateverTheKeyIs(List<String> key) throws Exception {
    Identities.make(folder, key.toArray(String[]::new));

    assertThat(protocol(SslProvider.JDK)).isEqualTo("TLSv1.3");
    if (OpenSsl.isAvailable()) {
      assertThat(protocol(SslProvider.OPENSSL_REFCNT)).isEqualTo("TLSv1.3");
    }
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void theFastLibraryIsAtHandOnLinux() {
    assertThat(OpenSsl.isAvailable()).isTrue();
  }

  /** What a client and a server agree on. */
  private String protocol(SslProvider provider) throws Exception {
    SslContext server =
        TlsContext.of(
            new TlsSettings(folder.resolve("server.pem"), folder.resolve("server.key")), provider);
    SslContext client =
        SslContextBuilder.forClient()
            .trustManager(folder.resolve("server.pem").toFile())
            .endpointIdentificationAlgorithm(null)
            .build();
    SslHandler here = client.newHandler(ByteBufAllocator.DEFAULT);
    SslHandler there = server.newHandler(ByteBufAllocator.DEFAULT);
    EmbeddedChannel near = new EmbeddedChannel(here);
    EmbeddedChannel far = new EmbeddedChannel(there);
    for (int flight = 0; flight < 8 && !here.handshakeFuture().isDone(); flight++) {
      move(near, far);
      move(far, near);
    }
    here.handshakeFuture().get();
    String protocol = there.engine().getSession().getProtocol();
    near.finishAndReleaseAll();
    far.finishAndReleaseAll();
    ReferenceCountUtil.release(server);
    return protocol;
  }

  private static void move(EmbeddedChannel from, EmbeddedChannel to) {
    for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      to.writeInbound(bytes);
    }
  }
}
