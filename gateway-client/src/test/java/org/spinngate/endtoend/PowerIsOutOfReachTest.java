package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.endtoend.legacy.LegacyMode;
import org.spinngate.endtoend.legacy.LegacyProgram;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulationSettings;
import org.spinngate.simulated.frame.SimulatedFrame;

/** Users and strangers who want to switch boards, by datagrams to every port of the gateway. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class PowerIsOutOfReachTest {
  private static final String FROM = "127.17.9.1";
  private static final Duration SOON = Duration.ofMillis(50);

  private final FacilityPlan plan =
      LegacyClientsTest.plan("clients { \"" + FROM + "\" = ant }").user("alice", "*");
  private final SimulatedFrame frame = plan.frame();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Facility facility =
      plan.poweredBoard("ant", SimulationSettings::booted, frame, 5, "policy = never")
          .poweredBoard("bee", SimulationSettings::booted, frame, 6, "policy = never")
          .start();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    facility.close();
  }

  /** All that a BMP knows, for every slot. */
  private static void sendBmpCommands(ScpApplication tool) throws IOException {
    for (int command = 48; command < 64; command++) {
      for (int slot = 0; slot < 24; slot += 6) {
        byte[] request = new byte[26];
        request[2] = (byte) 0x87;
        request[3] = (byte) 0xFF;
        request[4] = (byte) slot;
        request[5] = (byte) 0xFF;
        request[10] = (byte) command;
        request[18] = (byte) 0xFF;
        tool.send(request);
      }
      tool.receive(SOON);
    }
  }

  private static byte[] reset(String board) {
    ByteBuf frame = Unpooled.buffer();
    new Reset(board).writeFrame(frame);
    return ByteBufUtil.getBytes(frame);
  }

  @Test
  void whatComesByATunnelOrTheOldWireSwitchesNothing() throws Exception {
    TestClient alice = facility.client("alice", "bee");
    open.add(alice);
    sendBmpCommands(alice.application());
    try (LegacyProgram old = new LegacyProgram(facility, LegacyMode.RAW, FROM)) {
      sendBmpCommands(old.application());
    }
    for (InetSocketAddress port : List.of(facility.address(), LegacyProgram.bootOf(facility))) {
      shout(port, reset("ant"));
    }

    assertThat(alice.application().version()).isNotNull();
    assertThat(frame.record().commands()).isEmpty();
    assertThat(facility.board("ant").counters().scp().datagrams()).isPositive();
  }

  /** By TCP and by UDP, as an old client and as nobody. */
  private static void shout(InetSocketAddress port, byte[] words) throws IOException {
    for (String from : List.of(FROM, "127.66.9.1")) {
      InetAddress own = InetAddress.getByName(from);
      try (DatagramChannel socket = DatagramChannel.open()) {
        socket.bind(new InetSocketAddress(own, 0));
        socket.send(ByteBuffer.wrap(words), port);
      }
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress(own, 0));
        socket.connect(port);
        socket.getOutputStream().write(words);
      } catch (IOException sentAway) {
        // As it should be, now or later.
      }
    }
  }
}
