package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of every version must agree on the order, or boards have no gateway of their own. */
class ServerOrderTest {
  private static final ServerAddress GW1 = ServerAddress.parse("gw1.example.org");
  private static final ServerAddress GW2 = ServerAddress.parse("gw2.example.org:17894");
  private static final ServerAddress GW3 = ServerAddress.parse("[2001:db8::1]:17895");

  /** Computed with another program, as docs/protocol.md says. */
  @ParameterizedTest
  @CsvSource({
    "spin5-01, gw1.example.org:17894, 749572ccbcbc6a3e",
    "spin5-01, gw2.example.org:17894, 166b1bd1cde5ae62",
    "spin5-01, GW2.Example.org, 166b1bd1cde5ae62",
    "spin5-01, [2001:db8::1]:17895, c2d70dbfe69f55c9",
    "spin5-02, gw1.example.org:17894, 2c9d3856bcc9234f",
    "'', gw1.example.org:17894, f3ac271136e9f350",
    "'', [2001:DB8::1]:17895, d604eeeef0097551"
  })
  void theWeightIsTheOneThatIsWrittenDown(String board, String server, String weight) {
    assertThat(ServerOrder.weight(board, ServerAddress.parse(server)))
        .isEqualTo(Long.parseUnsignedLong(weight, 16));
  }

  @Test
  void theHeaviestIsTriedFirstHoweverTheUserHasOrderedThem() {
    List<ServerAddress> servers = new ArrayList<>(List.of(GW1, GW2, GW3));
    Random random = new Random(7);

    for (int i = 0; i < 20; i++) {
      Collections.shuffle(servers, random);
      assertThat(ServerOrder.of("spin5-01", servers)).containsExactly(GW3, GW1, GW2);
      assertThat(ServerOrder.of("spin5-02", servers)).containsExactly(GW2, GW3, GW1);
      assertThat(ServerOrder.of("", servers)).containsExactly(GW1, GW3, GW2);
    }
  }

  @Test
  void boardsAreSpreadOverGatewaysAndStayWhereTheyAreWhenOneIsGone() {
    Map<ServerAddress, Integer> boards = new HashMap<>();
    for (String board : IntStream.range(0, 900).mapToObj(i -> "spin5-" + i).toList()) {
      List<ServerAddress> all = ServerOrder.of(board, List.of(GW1, GW2, GW3));
      boards.merge(all.get(0), 1, Integer::sum);

      List<ServerAddress> left = new ArrayList<>(all);
      left.remove(GW2);
      assertThat(ServerOrder.of(board, List.of(GW3, GW1))).isEqualTo(left);
    }

    assertThat(boards.values()).hasSize(3).allMatch(count -> count > 240 && count < 360);
  }
}
