package org.spinngate.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.config.file.Identities;

/** What a server answers to the protocols that a client offers, by each library of TLS. */
@ExtendWith(LeakExtension.class)
class ProtocolNegotiationTest {
  private static final int FLIGHTS = 8;

  @TempDir Path folder;

  static Stream<Arguments> offers() {
    return Stream.of(SslProvider.JDK, SslProvider.OPENSSL_REFCNT)
        .flatMap(
            library ->
                Stream.of(
                    arguments(library, List.of(Extras.ALPN), Extras.ALPN),
                    arguments(library, List.of("h2", Extras.ALPN, "other"), Extras.ALPN),
                    arguments(library, List.of("h2", "http/1.1"), null),
                    arguments(library, List.of(), null)));
  }

  @ParameterizedTest
  @MethodSource("offers")
  void whoOffersOurNameIsToldSoAndEverybodyIsServed(
      SslProvider library, List<String> offered, @Nullable String answer) throws Exception {
    SslContext server = server(library);
    SslContext client = client(offered);
    SslHandler near = client.newHandler(ByteBufAllocator.DEFAULT);
    SslHandler far = server.newHandler(ByteBufAllocator.DEFAULT);

    shakeHands(new EmbeddedChannel(near), new EmbeddedChannel(far));

    assertThat(near.handshakeFuture().isSuccess()).isTrue();
    assertThat(far.handshakeFuture().isSuccess()).isTrue();
    assertThat(near.applicationProtocol()).isEqualTo(answer);
    ReferenceCountUtil.release(client);
    ReferenceCountUtil.release(server);
  }

  private SslContext server(SslProvider library) throws Exception {
    Identities.make(folder, "-keyalg", "EC", "-groupname", "secp256r1");
    return TlsContext.of(
        PemFiles.certificates(PemFiles.read(folder.resolve("server.pem"))),
        PemFiles.privateKey(PemFiles.read(folder.resolve("server.key"))),
        library);
  }

  private static SslContext client(List<String> offered) throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3")
            .trustManager(new BelieveAnyone())
            .endpointIdentificationAlgorithm(null);
    if (!offered.isEmpty()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              offered));
    }
    return builder.build();
  }

  private static void shakeHands(EmbeddedChannel near, EmbeddedChannel far) {
    for (int flight = 0; flight < FLIGHTS; flight++) {
      move(near, far);
      move(far, near);
    }
    near.finishAndReleaseAll();
    far.finishAndReleaseAll();
  }

  private static void move(EmbeddedChannel from, EmbeddedChannel to) {
    for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      to.writeInbound(bytes);
    }
  }
}
