package org.spinngate.server.config.file;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.spinngate.protocol.TagMode;
import org.spinngate.server.config.Access;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.config.BoardModel;
import org.spinngate.server.config.BoardPlace;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.SimulationOptions;
import org.spinngate.server.config.power.Upkeep;

/** Reads the boards, each over the operator's defaults for all boards. */
final class BoardsReader {
  private static final String[] KEYS = {
    "access",
    "boot-gap",
    "boot-port",
    "comment",
    "hooks",
    "ip-tags",
    "power",
    "scp-port",
    "scp-window",
    "simulated",
    "simulation",
    "single-reply",
    "tag-targets",
    "tell-address"
  };

  private final Map<InetSocketAddress, String> holders = new HashMap<>();

  private final UpkeepReader upkeeps = new UpkeepReader();

  /** The boards that are described by names. */
  private final Set<String> named = new HashSet<>();

  Map<String, BoardSettings> read(Section gateway) {
    Section defaults = gateway.section("defaults");
    Section shared = defaults.section("board");
    Section boards = gateway.section("boards");
    gateway.addresses().expect(boards.textsOf("host"));
    Map<String, BoardSettings> read = new LinkedHashMap<>();
    for (String name : boards.keys()) {
      board(boards.section(name, shared)).ifPresent(board -> read.put(name, board));
    }
    if (boards.keys().isEmpty()) {
      gateway.problem("boards", "is empty; describe at least one board");
    }
    read.values().forEach(board -> refuseBmp(boards, board));
    shared.refuseUnknownKeys(KEYS);
    defaults.refuseUnknownKeys();
    return read;
  }

  /** A user of a board at a BMP's address would switch all boards of a frame. */
  private void refuseBmp(Section boards, BoardSettings board) {
    BoardPlace place = board.place();
    Stream.of(place.scp(), place.boot())
        .flatMap(address -> upkeeps.switchedFrom(address).stream())
        .findFirst()
        .ifPresent(
            other ->
                boards.problem(
                    board.name(),
                    "is where the BMP is that switches board '%s'; no user may have a BMP"
                        .formatted(other)));
  }

  private Optional<BoardSettings> board(Section board) {
    board.warnIfRepeated();
    boolean simulated = board.get("simulated", Conversions::flag, false);
    String comment = board.get("comment", Conversions::text, "");
    Access access = board.get("access", Conversions.word(Access.class), Access.EXCLUSIVE);
    Duration bootGap = board.get("boot-gap", Conversions::duration, Duration.ofMillis(10));
    int scpWindow = board.get("scp-window", Conversions::integer, 8);
    boolean singleReply = board.get("single-reply", Conversions::flag, true);
    BoardSettings.AddressRules addresses = addressRules(board);
    Optional<BoardPlace> place = simulated ? simulated(board) : lan(board);
    Optional<Upkeep> upkeep = upkeeps.read(board, simulated);
    board.refuseUnknownKeys(KEYS);
    BoardSettings.Handling handling = new BoardSettings.Handling(bootGap, scpWindow, singleReply);
    if (place.isEmpty() || upkeep.isEmpty()) {
      return Optional.empty();
    }
    return board.build(
        () ->
            new BoardSettings(
                board.name(), place.get(), addresses, access, comment, handling, upkeep.get()));
  }

  private static BoardSettings.AddressRules addressRules(Section board) {
    boolean tell = board.get("tell-address", Conversions::flag, true);
    TagMode mode = board.get("ip-tags", Conversions.word(TagMode.class), TagMode.TRANSLATE);
    List<AddressBlock> targets =
        board.list("tag-targets", value -> network(board.addresses(), Conversions.filled(value)));
    return new BoardSettings.AddressRules(tell, mode, targets);
  }

  private static AddressBlock network(Addresses addresses, String text) throws Unfit {
    AddressBlock network = addresses.network(text);
    if (!(network.address() instanceof Inet4Address)) {
      throw new Unfit("boards speak IPv4 only; write an IPv4 network");
    }
    return network;
  }

  private Optional<BoardPlace> lan(Section board) {
    Optional<InetSocketAddress> host =
        board.find("host", value -> host(board.addresses(), Conversions.filled(value)));
    if (!board.sets("host")) {
      board.problem("host", "is missing; write the board's address, or simulated = true");
    }
    int scpPort = realPort(board, "scp-port");
    int bootPort = realPort(board, "boot-port");
    if (scpPort == bootPort) {
      board.problem("boot-port", "must differ from scp-port");
    }
    return host.map(
        found -> {
          BoardPlace.Lan place = new BoardPlace.Lan(at(found, scpPort), at(found, bootPort));
          if (found.isUnresolved()) {
            board.warning(
                "host",
                "'%s' cannot be resolved now; the board is unreachable until it can"
                    .formatted(place.host()));
          } else {
            noteName(board, place);
            claim(board, place);
          }
          return place;
        });
  }

  private void noteName(Section board, BoardPlace.Lan place) {
    if (place.isByName()) {
      named.add(board.name());
    }
  }

  private static InetSocketAddress host(Addresses addresses, String text) throws Unfit {
    Optional<InetAddress> address = addresses.findable(text);
    if (address.isPresent() && NetUtil.isValidIpV6Address(text)) {
      throw new Unfit("boards speak IPv4 only; write the IPv4 address of the board");
    }
    return address
        .filter(Inet4Address.class::isInstance)
        .map(found -> new InetSocketAddress(found, 0))
        .orElseGet(() -> InetSocketAddress.createUnresolved(text, 0));
  }

  private static InetSocketAddress at(InetSocketAddress host, int port) {
    return host.isUnresolved()
        ? InetSocketAddress.createUnresolved(host.getHostString(), port)
        : new InetSocketAddress(host.getAddress(), port);
  }

  private static int realPort(Section board, String key) {
    int port = board.get(key, Conversions::port, 0);
    if (port == 0 && board.sets(key)) {
      board.problem(key, "must be the board's port, from 1 to 65535");
    }
    return port;
  }

  private Optional<BoardPlace> simulated(Section board) {
    Optional<SimulationOptions> options = simulation(board.section("simulation"));
    Optional<InetAddress> host =
        board.find("host", value -> loopback(board.addresses(), Conversions.filled(value)));
    InetAddress address = host.orElseGet(InetAddress::getLoopbackAddress);
    InetSocketAddress scp = new InetSocketAddress(address, simulatedPort(board, "scp-port"));
    InetSocketAddress boot = new InetSocketAddress(address, simulatedPort(board, "boot-port"));
    Optional<BoardPlace> place =
        options.flatMap(how -> board.build(() -> new BoardPlace.Simulated(scp, boot, how)));
    place.ifPresent(there -> claim(board, there));
    return place;
  }

  /** Known without a question to the network. */
  private static InetAddress loopback(Addresses addresses, String text) throws Unfit {
    return text.equals("localhost") ? InetAddress.getLoopbackAddress() : addresses.literal(text);
  }

  private static int simulatedPort(Section board, String key) {
    return board.sets(key) ? board.get(key, Conversions::port, 0) : 0;
  }

  /**
   * Two boards at one address are one board with two names and two holders. What a name means may
   * change, so that only one of them is served as long as it means another board.
   */
  private void claim(Section board, BoardPlace place) {
    Stream.of(place.scp(), place.boot())
        .filter(address -> address.getPort() != 0)
        .filter(address -> !board.name().equals(holder(address, board.name())))
        .findFirst()
        .ifPresent(address -> clash(board, place, address));
  }

  private void clash(Section board, BoardPlace place, InetSocketAddress address) {
    String other = holder(address, board.name());
    String words =
        "%s:%d is the address of board '%s' already"
            .formatted(address.getAddress().getHostAddress(), address.getPort(), other);
    boolean byName = place instanceof BoardPlace.Lan lan && lan.isByName();
    if (byName || named.contains(other)) {
      board.warning("host", words + "; only one of them can be used");
    } else {
      board.problem(board.sets("host") ? "host" : "scp-port", words);
    }
  }

  private String holder(InetSocketAddress address, String claimant) {
    return holders.computeIfAbsent(address, unclaimed -> claimant);
  }

  private static Optional<SimulationOptions> simulation(Section simulation) {
    BoardModel kind = simulation.get("kind", Conversions.word(BoardModel.class), BoardModel.SPIN5);
    String version = simulation.get("version", Conversions::text, "4.0.0");
    boolean booted = simulation.get("booted", Conversions::flag, false);
    double loss = simulation.get("loss", Conversions::fraction, 0.0);
    double duplication = simulation.get("duplication", Conversions::fraction, 0.0);
    Duration delay = simulation.get("delay", Conversions::duration, Duration.ZERO);
    Duration ethernetUp = simulation.get("ethernet-up", Conversions::duration, Duration.ZERO);
    Duration ready = simulation.get("ready", Conversions::duration, ethernetUp);
    simulation.refuseUnknownKeys();
    return simulation.build(
        () ->
            new SimulationOptions(
                kind, version, booted, loss, duplication, delay, ethernetUp, ready));
  }
}
