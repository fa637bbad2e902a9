package org.spinngate.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

@ExtendWith(LeakExtension.class)
class GatewayClientTest {
  private static final Certificate CERTIFICATE = Certificate.forLocalhost();
  private final RecordedEvents events = new RecordedEvents();
  private final List<String> warnings = new ArrayList<>();

  private static ClientSettings settings(FakeServer server, LocalSettings local) {
    return new ClientSettings(
        new ServerAccess(
            new ServerAddress("localhost", server.port()),
            new UserToken("alice", "secret"),
            new Trust.Pin(CERTIFICATE.pin())),
        "spin5-03",
        0,
        local);
  }

  private GatewayClient start(FakeServer server) throws Exception {
    LocalSettings local = new LocalSettings("127.0.0.1", 0, 0);
    return GatewayClient.start(
        settings(server, local), events, warnings::add, Timing.of(System::nanoTime));
  }

  private static byte[] datagram(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aBoardIsOpenedAndReleased() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      try (GatewayClient client = start(server)) {
        Opened opened = client.ready().get(60, SECONDS);

        assertThat(opened.name()).isEqualTo("7f3a91c2");
        assertThat(client.path().get().orElseThrow().connected()).isTrue();
        assertThat(server.heard(Hello.class).token()).isEqualTo("secret");
        assertThat(server.heard(Open.class)).isEqualTo(new Open("spin5-03", 0));
      }

      await().until(() -> server.count(Bye.class) == 1);
      assertThat(server.heard(Bye.class).cause()).isEqualTo(CloseCause.RELEASED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 26, 282, 1042, 1472})
  void datagramsPassUnchangedBothWays(int size) throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript());
        GatewayClient client = start(server);
        UdpApplication scp = new UdpApplication(client.scpPort());
        UdpApplication boot = new UdpApplication(client.bootPort())) {
      client.ready().get(60, SECONDS);

      scp.send(datagram(size));
      boot.send(datagram(size));

      assertThat(scp.receive()).isEqualTo(datagram(size));
      assertThat(boot.receive()).isEqualTo(datagram(size));
      assertThat(client.traffic().get().toBoard().bytes()).isEqualTo(2L * size);
      assertThat(client.traffic().get().fromBoard().datagrams()).isEqualTo(2);
    }
  }

  @Test
  void oversizeAndEmptyDatagramsAreCountedAndTheNextOnePasses() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript());
        GatewayClient client = start(server);
        UdpApplication scp = new UdpApplication(client.scpPort())) {
      client.ready().get(60, SECONDS);

      scp.send(datagram(1473));
      scp.send(datagram(9000));
      scp.sendEmpty();
      scp.send(datagram(5));

      assertThat(scp.receive()).isEqualTo(datagram(5));
      assertThat(client.traffic().get().dropped(DropReason.OVERSIZE)).isEqualTo(2);
      assertThat(client.traffic().get().dropped(DropReason.EMPTY)).isEqualTo(1);
      assertThat(scp.hasNothing()).isTrue();
    }
  }

  @Test
  void twoApplicationsNeverGetEachOthersReplies() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript());
        GatewayClient client = start(server);
        UdpApplication one = new UdpApplication(client.scpPort());
        UdpApplication other = new UdpApplication(client.scpPort())) {
      client.ready().get(60, SECONDS);

      for (int i = 0; i < 100; i++) {
        one.send((byte) 1, (byte) i);
        other.send((byte) 2, (byte) i);

        assertThat(one.receive()).containsExactly(1, i);
        assertThat(other.receive()).containsExactly(2, i);
      }

      assertThat(one.hasNothing()).isTrue();
      assertThat(other.hasNothing()).isTrue();
    }
  }

  @Test
  void thePortsStayBoundAndTheTunnelComesBack() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript());
        GatewayClient client = start(server);
        UdpApplication scp = new UdpApplication(client.scpPort())) {
      client.ready().get(60, SECONDS);
      scp.send((byte) 1);
      assertThat(scp.receive()).containsExactly(1);

      server.refuse(true);
      server.cut();
      await().until(() -> server.connections() == 0);
      await()
          .until(
              () -> {
                scp.send((byte) 2); // would fail if the port answered with an ICMP error
                return client.traffic().get().dropped(DropReason.TUNNEL_DOWN) >= 3;
              });
      server.refuse(false);
      await().until(() -> events.ups() == 2);
      scp.send((byte) 3);

      assertThat(scp.receive()).containsExactly(3);
      Open again = new Open("spin5-03", 60);
      assertThat(server.heard())
          .contains(
              new Open("spin5-03", 0), new Resume(again, FriendlyScript.SESSION, Samples.TOKEN, 1));
    }
  }

  @Test
  void atTheLimitTheOldestIdleApplicationIsForgotten() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript(2));
        GatewayClient client = start(server);
        UdpApplication one = new UdpApplication(client.scpPort());
        UdpApplication two = new UdpApplication(client.scpPort());
        UdpApplication three = new UdpApplication(client.bootPort())) {
      client.ready().get(60, SECONDS);

      for (UdpApplication application : List.of(one, two, one, three)) {
        application.send((byte) 9);
        application.receive();
      }

      await().until(() -> server.count(FlowClosed.class) == 1);
      assertThat(server.heard(FlowClosed.class)).isEqualTo(new FlowClosed(Service.SCP, 2));
      one.send((byte) 7);
      assertThat(one.receive()).containsExactly(7);
    }
  }

  @Test
  void everyLocalAddressAnswersFromItself() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript());
        GatewayClient client =
            GatewayClient.start(
                settings(server, new LocalSettings("0.0.0.0", 0, 0)),
                events,
                warnings::add,
                Timing.of(System::nanoTime));
        UdpApplication loopback = new UdpApplication(client.scpPort())) {
      client.ready().get(60, SECONDS);

      loopback.send((byte) 4);

      assertThat(loopback.receive()).containsExactly(4);
      assertThat(warnings).anyMatch(warning -> warning.contains("can use the board"));
    }
  }

  @Test
  void bootDatagramsArriveInOrderWithTheirGap() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    FriendlyScript script =
        new FriendlyScript() {
          @Override
          public void datagram(ChannelHandlerContext ctx, ByteBuf frame) {
            ByteBuf whole = frame.duplicate();
            Service service = DataFrame.readService(frame);
            int flow = DataFrame.readFlow(frame);
            int gap = DataFrame.readGap(frame);
            seen.add(
                service + " " + flow + " " + (gap >= 0 && gap < 60_000) + " " + frame.readByte());
            super.datagram(ctx, whole);
          }
        };
    try (FakeServer server = new FakeServer(CERTIFICATE, script);
        GatewayClient client = start(server);
        UdpApplication boot = new UdpApplication(client.bootPort())) {
      client.ready().get(60, SECONDS);

      boot.send((byte) 1);
      boot.receive();
      boot.send((byte) 2);
      boot.receive();

      assertThat(seen).isEqualTo(Arrays.asList("BOOT 1 true 1", "BOOT 1 true 2"));
    }
  }
}
