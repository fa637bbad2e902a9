package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.spinngate.server.testing.ScpMessage.request;
import static org.spinngate.server.testing.ScpMessage.to;
import static org.spinngate.server.testing.ScpMessage.word;
import static org.spinngate.simulated.Bench.exchange;
import static org.spinngate.simulated.Bench.hex;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;

/** Three boards that are one machine, seen through the Ethernet of each. */
@ExtendWith(LeakExtension.class)
class TriadTest {
  private static final int INFO = 31;
  private static final int READ = 2;
  private static final int IP_TAG = 26;
  private static final int IP_ADDRESS = 0xf5007ff0;

  private final Bench bench = new Bench();

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private static SimulationSettings board(int number) throws IOException {
    byte[] address = Bench.ownAddress().getAddress();
    address[1] = (byte) (address[1] + number);
    return SimulationSettings.spin5(InetAddress.getByAddress(address)).withIdentity(number);
  }

  private static List<SimulationSettings> three() throws IOException {
    return List.of(board(0), board(1), board(2));
  }

  private List<SimulatedBoard> booted() throws IOException {
    return bench.startTriad(three());
  }

  /** Chips as in "x,y" that the P2P table has a route to. */
  private static Set<String> chipsInTable(ScpApplication application) throws IOException {
    Set<String> chips = new HashSet<>();
    for (int x = 0; x < 16; x++) {
      byte[] column = application.read(0xe1010000 + x * 256 / 8 * 4, 8);
      for (int y = 0; y < 16; y++) {
        if ((word(column, y / 8 * 4) >>> (3 * (y % 8)) & 7) != 6) {
          chips.add(x + "," + y);
        }
      }
    }
    return chips;
  }

  @Test
  void theTableHasTheChipsOfAllBoards() throws IOException {
    ScpApplication application = bench.application(booted().get(0));

    Set<String> chips = chipsInTable(application);

    assertThat(chips).hasSize(144).contains("0,0", "4,8", "8,4", "11,11");
    assertThat(hex(application.read(0xf5007f02, 2))).isEqualTo("0c 0c");
    assertThat(hex(application.read(0xf5007fe2, 2))).isEqualTo("90 00");
  }

  @Test
  void infoOfEachEthernetChipTellsTheAddressOfItsBoard() throws IOException {
    ScpApplication application = bench.application(booted().get(0));

    byte[] second = exchange(application, to(4, 8, 0, 0, request(INFO, 1)));
    byte[] third = exchange(application, to(8, 4, 0, 0, request(INFO, 2)));

    assertThat(word(second, 14) >>> 25 & 1).isOne();
    assertThat(Arrays.copyOfRange(second, 44, 46)).containsExactly(8, 4);
    assertThat(Arrays.copyOfRange(second, 46, 50)).isEqualTo(board(1).bindAddress().getAddress());
    assertThat(Arrays.copyOfRange(third, 46, 50)).isEqualTo(board(2).bindAddress().getAddress());
  }

  @Test
  void theAddressesAreInTheSystemVariablesToo() throws IOException {
    ScpApplication application = bench.application(booted().get(2));

    byte[] second = exchange(application, to(4, 8, 0, 0, request(READ, 1, IP_ADDRESS, 4, 2)));

    assertThat(Arrays.copyOfRange(second, 14, 18)).isEqualTo(board(1).bindAddress().getAddress());
  }

  @Test
  void aChipWithoutEthernetNamesTheNearestOfItsBoard() throws IOException {
    ScpApplication application = bench.application(booted().get(0));

    byte[] info = exchange(application, to(11, 11, 0, 0, request(INFO, 1)));
    byte[] roundTheEdge = exchange(application, to(0, 11, 0, 0, request(INFO, 2)));

    assertThat(Arrays.copyOfRange(info, 44, 50)).containsExactly(8, 4, 0, 0, 0, 0);
    assertThat(word(info, 14) >>> 25 & 1).isZero();
    assertThat(word(info, 14) >>> 8 & 0x3F).isEqualTo(0x3F);
    assertThat(Arrays.copyOfRange(roundTheEdge, 44, 46)).containsExactly(4, 8);
  }

  @Test
  void everyChipIsReachedThroughEachEthernet() throws IOException {
    List<SimulatedBoard> boards = booted();
    ScpApplication first = bench.application(boards.get(0));
    byte[] bytes = {1, 2, 3, 4};

    for (SimulatedBoard board : boards) {
      ScpApplication application = bench.application(board);
      byte[] version = exchange(application, to(9, 7, 0, 0, request(0, 7)));
      assertThat(word(version, 14) >>> 16).isEqualTo(9 << 8 | 7);
    }
    bench.application(boards.get(1)).write(Bench.SDRAM, bytes);

    assertThat(first.read(Bench.SDRAM, 4)).isEqualTo(bytes);
  }

  @Test
  void whatIsForTheRootIsForThatOfTheMachineAndWhatIsNotRoutedForTheBoardsOwnEthernet()
      throws IOException {
    ScpApplication application = bench.application(booted().get(1));
    byte[] notRouted = request(0, 2);
    notRouted[2] = (byte) 0xA7;

    byte[] root = exchange(application, to(255, 255, 0, 0, request(0, 1)));
    byte[] own = exchange(application, notRouted);

    assertThat(word(root, 14) >>> 16).isZero();
    assertThat(word(own, 14) >>> 16).isEqualTo(4 << 8 | 8);
  }

  @Test
  void eachEthernetHasTagsOfItsOwnThatAnyOfThemCanSet() throws IOException {
    List<SimulatedBoard> boards = booted();
    ScpApplication first = bench.application(boards.get(0));
    int port = 4000;
    int toLoopback = 0x0100007F;

    byte[] set = exchange(first, to(4, 8, 0, 0, request(IP_TAG, 1, 1 << 16 | 3, port, toLoopback)));
    byte[] here = exchange(first, request(IP_TAG, 2, 2 << 16 | 3, 1, 0));
    byte[] there =
        exchange(
            bench.application(boards.get(1)),
            to(4, 8, 0, 0, request(IP_TAG, 3, 2 << 16 | 3, 1, 0)));

    assertThat(word(set, 14)).isEqualTo(3);
    assertThat(word(here, 14)).isZero();
    assertThat(word(there, 14)).isEqualTo(toLoopback);
  }

  @Test
  void aTriadIsThreeBoards() throws IOException {
    List<SimulationSettings> two = three().subList(0, 2);

    assertThatIllegalArgumentException().isThrownBy(() -> bench.startTriad(two));
  }
}
