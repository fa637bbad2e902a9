package org.spinngate.server.command;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.power.BmpSurvey;

/** Finds out whether the BMPs of a configuration are there, and switches nothing. */
final class BmpCheck {
  /** For all of them together. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<InetSocketAddress, List<String>> boards = new LinkedHashMap<>();

  BmpCheck(GatewayConfig config) {
    config.boards().values().forEach(board -> of(board).forEach(bmp -> note(bmp, board.name())));
  }

  private static Stream<PowerSource.Bmp> of(BoardSettings board) {
    return board.upkeep().power().map(PowerSettings::source).stream()
        .filter(PowerSource.Bmp.class::isInstance)
        .map(PowerSource.Bmp.class::cast)
        .filter(bmp -> !bmp.simulated());
  }

  private void note(PowerSource.Bmp bmp, String board) {
    InetSocketAddress there =
        new InetSocketAddress(bmp.address().getHostString(), bmp.address().getPort());
    // A name that cannot be resolved is a warning of the file already.
    if (!there.isUnresolved()) {
      boards.computeIfAbsent(there, first -> new ArrayList<>()).add(board);
    }
  }

  /** A line for each one that does not answer, or is none. Blocks for some seconds at most. */
  List<String> warnings() {
    if (boards.isEmpty()) {
      return List.of();
    }
    try {
      Map<SocketAddress, String> heard = BmpSurvey.ask(boards.keySet(), PATIENCE);
      return boards.keySet().stream().flatMap(bmp -> warning(bmp, heard)).toList();
    } catch (IOException e) {
      return List.of("the BMPs cannot be asked: " + e.getMessage());
    }
  }

  private Stream<String> warning(InetSocketAddress bmp, Map<SocketAddress, String> heard) {
    String software = heard.get(bmp);
    String which =
        boards.getOrDefault(bmp, List.of()).stream().collect(Collectors.joining(", ", " (", ")"));
    String name = "BMP " + NetUtil.toSocketAddressString(bmp) + which;
    if (software == null) {
      return Stream.of(name + ": it does not answer; none of these boards can be switched");
    }
    return software.startsWith("BC&MP")
        ? Stream.empty()
        : Stream.of(name + ": what answers there is no BMP, but '" + software + "'");
  }
}
