package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.testing.ScpMessage.request;
import static org.spinngate.server.testing.ScpMessage.to;
import static org.spinngate.server.testing.ScpMessage.word;
import static org.spinngate.simulated.Bench.exchange;
import static org.spinngate.simulated.Bench.hex;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;

/** What tools ask to find out which machine they have. */
@ExtendWith(LeakExtension.class)
class DiscoveryTest {
  private static final int INFO = 31;

  private final Bench bench = new Bench();

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  /** Chips as in "x,y" that the P2P table has a route to. */
  private static Set<String> chipsInTable(ScpApplication application) throws IOException {
    Set<String> chips = new TreeSet<>();
    for (int x = 0; x < 9; x++) {
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
  void theTableOfASpin5Has48Chips() throws IOException {
    ScpApplication application = bench.application(bench.start(Bench.spin5().booted()));

    Set<String> chips = chipsInTable(application);

    assertThat(chips).hasSize(48).contains("0,0", "7,7", "4,0", "0,3", "7,3", "4,7");
    assertThat(chips).doesNotContain("5,0", "0,4", "8,8");
    assertThat(hex(application.read(0xf5007fe2, 2))).isEqualTo("30 00");
    assertThat(hex(application.read(0xe5007f02, 2))).isEqualTo("08 08");
  }

  @Test
  void theTableOfASpin3HasFourChips() throws IOException {
    ScpApplication application = bench.application(bench.start(Bench.spin3().booted()));

    assertThat(chipsInTable(application)).containsExactly("0,0", "0,1", "1,0", "1,1");
    assertThat(hex(application.read(0xf5007f02, 2))).isEqualTo("02 02");
    assertThat(application.read(0xf5007f0a, 1)).containsExactly(3);
  }

  @Test
  void infoOfTheRootChip() throws IOException {
    ScpApplication application = bench.application(bench.start(Bench.spin5().booted()));

    byte[] info = exchange(application, request(INFO, 1));

    assertThat(info).hasSize(52);
    assertThat(word(info, 14) & 0x1F).isEqualTo(18);
    assertThat(word(info, 14) >>> 8 & 0x3F).isEqualTo(0b000111);
    assertThat(word(info, 14) >>> 14 & 0x7FF).isEqualTo(1023);
    assertThat(word(info, 14) >>> 25 & 1).isOne();
    assertThat(Arrays.copyOfRange(info, 26, 44)).startsWith(7, 15).endsWith(15);
    assertThat(hex(Arrays.copyOfRange(info, 44, 52))).isEqualTo("00 00 7f 00 00 01 07 00");
  }

  @Test
  void infoOfAnotherChip() throws IOException {
    ScpApplication application = bench.application(bench.start(Bench.spin5().booted()));

    byte[] info = exchange(application, to(7, 3, 0, 0, request(INFO, 1)));

    assertThat(word(info, 14) >>> 8 & 0x3F).isEqualTo(0b011100);
    assertThat(word(info, 14) >>> 25 & 1).isZero();
    assertThat(hex(Arrays.copyOfRange(info, 44, 52))).isEqualTo("00 00 00 00 00 00 04 00");
  }

  @Test
  void linksOfASpin3GoRoundFromNorthToSouth() throws IOException {
    ScpApplication application = bench.application(bench.start(Bench.spin3().booted()));

    byte[] left = exchange(application, request(INFO, 1));
    byte[] right = exchange(application, to(1, 1, 0, 0, request(INFO, 2)));

    assertThat(word(left, 14) >>> 8 & 0x3F).isEqualTo(0b100111);
    assertThat(word(right, 14) >>> 8 & 0x3F).isEqualTo(0b111100);
  }

  @Test
  void everyChipTellsItsPlaceAndNoneThatIsNotThere() throws IOException {
    ScpApplication application = bench.application(bench.start(Bench.spin5().booted()));
    int chips = 0;

    for (int x = 0; x < 8; x++) {
      for (int y = 0; y < 8; y++) {
        byte[] version = exchange(application, to(x, y, 0, 0, request(0, x * 8 + y)));
        boolean there = version.length == 48;
        chips += there ? 1 : 0;
        assertThat(word(version, there ? 14 : 10) >>> 16).isEqualTo(there ? x << 8 | y : x * 8 + y);
      }
    }

    assertThat(chips).isEqualTo(48);
  }

  @Test
  void theBoardsAddressIsInItsSystemVariables() throws IOException {
    SimulatedBoard board = bench.start(SimulationSettings.spin5(Bench.ownAddress()).booted());
    ScpApplication application = bench.application(board);

    assertThat(application.read(0xf5007ff0, 4)).isEqualTo(Bench.ownAddress().getAddress());
    byte[] elsewhere = exchange(application, to(1, 1, 0, 0, request(2, 9, 0xf5007ff0, 4, 2)));
    assertThat(word(elsewhere, 14)).isZero();
  }

  @Test
  void coresAreIdleAndTheMulticastTableEmpty() throws IOException {
    ScpApplication application = bench.application(bench.start(Bench.spin5().booted()));
    int blocks = word(application.read(0xf5007fcc, 4), 0);
    int routes = word(application.read(0xf5007fd4, 4), 0);

    assertThat(application.read(blocks + 0x2C, 4)).containsExactly(0, 1, 7, 0);
    assertThat(application.read(blocks + 17 * 128 + 0x2C, 4)).containsExactly(0, 17, 15, 0);
    assertThat(word(application.read(routes + 1023 * 16 + 4, 4), 0)).isEqualTo(0xFF000000);
  }
}
