package org.spinngate.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.config.file.Identities;
import org.spinngate.server.front.BalancerDoor;
import org.spinngate.server.front.Balancers;
import org.spinngate.server.link.LoginMeter;
import org.spinngate.server.probe.ProbeBench;
import org.spinngate.server.tls.PemFiles;
import org.spinngate.server.tls.TlsContext;

/** A server that calls itself. */
@ExtendWith(LeakExtension.class)
class TunnelCheckTest {
  @TempDir Path folder;
  private final EventLoopGroup loops = Transport.best().eventLoops(1, "loops");
  private final AtomicInteger calls = new AtomicInteger();
  private TunnelCheck check;
  private boolean trusted;

  @AfterEach
  void stop() {
    check.close();
    loops.shutdownGracefully(20, 5_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  private SslContext identity(String... options) throws Exception {
    Identities.make(folder, options);
    return TlsContext.of(
        PemFiles.certificates(PemFiles.read(folder.resolve("server.pem"))),
        PemFiles.privateKey(PemFiles.read(folder.resolve("server.key"))));
  }

  private void check(ChannelHandler server) throws Exception {
    InetSocketAddress address =
        (InetSocketAddress)
            new ServerBootstrap()
                .group(loops)
                .channelFactory(Transport.best().serverChannels(InetAddress.getLoopbackAddress()))
                .childHandler(server)
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
    check =
        new TunnelCheck(
            loops.next(),
            Transport.best(),
            () -> List.of(address),
            proxy -> trusted,
            ProbeBench.PATIENCE);
  }

  private ChannelInitializer<Channel> accept(SslContext tls) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        calls.incrementAndGet();
        channel.pipeline().addLast(tls.newHandler(channel.alloc()));
      }
    };
  }

  private void look() {
    int before = calls.get();
    check.look();
    await().until(() -> calls.get() > before && !check.underWay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC -groupname secp256r1", "EC -groupname secp521r1", "Ed25519"})
  void aServerWithAnyKindOfKeyIsWellTheFirstTimeAndLater(String key) throws Exception {
    SslContext tls = identity(("-keyalg " + key).split(" "));
    check(accept(tls));

    look();

    assertThat(check.check().ok()).as(check.check().detail()).isTrue();
    look();
    assertThat(check.check().ok()).as(check.check().detail()).isTrue();
    ReferenceCountUtil.release(tls);
  }

  @Test
  void aServerIsWellThatTakesItsOwnAddressForALoadBalancers() throws Exception {
    SslContext tls = identity();
    Balancers balancers =
        new Balancers(
            address -> true,
            () -> 10,
            () -> ProbeBench.PATIENCE,
            LoginMeter.NONE,
            System::nanoTime);
    trusted = true;
    check(new BalancerDoor(balancers, accept(tls)));

    look();

    assertThat(check.check().ok()).as(check.check().detail()).isTrue();
    ReferenceCountUtil.release(tls);
  }

  @Test
  void aServerThatHangsUpIsNotWell() throws Exception {
    check(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            calls.incrementAndGet();
            channel.close();
          }
        });

    look();

    await().until(() -> !check.check().ok());
  }
}
