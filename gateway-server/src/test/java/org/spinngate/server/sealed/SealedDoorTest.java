package org.spinngate.server.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

/** Packets over real sockets: to the right session, whichever event loop they come to. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class SealedDoorTest {
  private static final int SCP_BYTES = 26;

  private DoorBench bench;
  private PacketClient client;

  static List<Transport> transports() {
    return Transport.available();
  }

  private void start(Transport transport) throws IOException {
    bench = new DoorBench(transport);
    client = new PacketClient(bench.keys().get(0), bench.address());
    client.path().start();
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
      bench.close();
    }
  }

  private int reachedTheBoard() {
    return bench.board().sent().size();
  }

  private void replyOfTheBoard(int bytes) throws IOException {
    client.until(bench::isCarriedByPackets);
    bench.get(
        () -> {
          bench.board().receive(new byte[bytes]);
          return true;
        });
  }

  @ParameterizedTest
  @MethodSource("transports")
  void datagramsTravelBothWays(Transport transport) throws IOException {
    start(transport);

    client.send(SCP_BYTES);
    client.until(() -> reachedTheBoard() == 1);
    replyOfTheBoard(30);
    client.until(() -> client.datagrams().size() == 1);

    assertThat(bench.board().sent().get(0).bytes()).isEqualTo(new byte[SCP_BYTES]);
    assertThat(client.datagrams().get(0)).isEqualTo(new byte[30]);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aClientIsFoundWhicheverPortItsPacketsComeFrom(Transport transport) throws IOException {
    start(transport);

    // The system spreads ports over the sockets of both event loops.
    for (int port = 1; port <= 32; port++) {
      int soFar = port;
      client.send(SCP_BYTES);
      client.until(() -> reachedTheBoard() == soFar);
      replyOfTheBoard(30);
      client.until(() -> client.datagrams().size() == soFar);
      client.move();
    }

    assertThat(reachedTheBoard()).isEqualTo(32);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void strangersHearNothingAndDoNoHarm(Transport transport) throws IOException {
    start(transport);
    client.until(() -> client.packetsHeard() > 0);
    byte[] real = client.sent().get(0);
    SplittableRandom random = new SplittableRandom(7);

    try (PacketClient stranger = new PacketClient(bench.keys().get(0), bench.address())) {
      for (int round = 1; round <= 50; round++) {
        for (int i = 0; i < 20; i++) {
          stranger.sendRaw(changed(real, random));
        }
        stranger.sendRaw(real);
        int soFar = round;
        client.send(SCP_BYTES);
        client.until(() -> reachedTheBoard() == soFar);
      }
      replyOfTheBoard(30);
      client.until(() -> client.datagrams().size() == 1);

      assertThat(stranger.hearsNothing()).isTrue();
    }
  }

  /** Another first byte, another index, other frames, or a wrong length. */
  private static byte[] changed(byte[] real, SplittableRandom random) {
    byte[] bytes = Arrays.copyOf(real, random.nextInt(4) == 0 ? random.nextInt(1_500) : 52);
    if (bytes.length > 13) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      bytes[bytes.length - 1] ^= (byte) (random.nextInt(255) + 1);
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void newKeysAreToldOnTheStreamAndTheFormerOnesStillTaken(Transport transport) throws IOException {
    start(transport);
    for (int renewals = 1; renewals <= 3; renewals++) {
      int soFar = renewals;
      bench.get(
          () -> {
            bench.peer().keysAreOld();
            return true;
          });
      client.send(SCP_BYTES);
      client.until(() -> reachedTheBoard() == 2 * soFar - 1);

      client.path().renew(bench.keys().get(renewals));
      client.send(SCP_BYTES);
      client.until(() -> reachedTheBoard() == 2 * soFar);
    }

    List<Sealing> keys = bench.keys();
    assertThat(keys).hasSize(4);
    assertThat(keys).extracting(Sealing::index).doesNotHaveDuplicates();
    assertThat(keys).extracting(Sealing::toServer).doesNotHaveDuplicates();
    assertThat(keys).extracting(Sealing::toClient).doesNotHaveDuplicates();
    assertThat(bench.knows(keys.get(1).index())).isFalse();
    assertThat(bench.knows(keys.get(2).index())).isTrue();
    assertThat(bench.knows(keys.get(3).index())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theKeysEndWithTheConnectionThatBroughtThem(Transport transport) throws IOException {
    start(transport);
    client.send(SCP_BYTES);
    client.until(() -> reachedTheBoard() == 1);

    bench.get(() -> bench.stream().close());

    await().until(() -> !bench.knows(bench.keys().get(0).index()));
  }
}
