package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.PendingLogins;

/** What is counted of connections that never get as far as a login. */
class LoginDeadlineTest {
  private final List<LoginResult> counted = new ArrayList<>();
  private final PendingLogins pending = new PendingLogins(() -> 10);
  private final PendingLogins.Place place =
      pending.tryEnter(InetAddress.getLoopbackAddress(), () -> {}).orElseThrow();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private final class Counting implements LoginMeter {
    @Override
    public void login(LoginResult result) {
      counted.add(result);
    }

    @Override
    public void refused(CloseCause cause) {}

    @Override
    public void paused(FramePayer payer) {}
  }

  private void connect() {
    channel.freezeTime();
    channel
        .pipeline()
        .addLast(
            LoginDeadline.NAME, new LoginDeadline(Duration.ofSeconds(5), place, new Counting()))
        .addLast(new SslHandler(unfinished()));
  }

  private static SSLEngine unfinished() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(false);
      return engine;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoLeavesInTheMidstOfTheHandshakeIsCountedAndGivesThePlaceBack() {
    connect();

    channel.close();

    assertThat(counted).containsExactly(LoginResult.HANDSHAKE);
    assertThat(pending.taken()).isZero();
  }

  @Test
  void whoIsLateIsCountedAsThatOnly() {
    connect();

    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    channel.close();

    assertThat(counted).containsExactly(LoginResult.TIMEOUT);
  }

  @Test
  void whoHadToMakeRoomIsCountedByTheOneWhoTookIt() {
    connect();
    place.leave();

    channel.close();

    assertThat(counted).isEmpty();
  }
}
