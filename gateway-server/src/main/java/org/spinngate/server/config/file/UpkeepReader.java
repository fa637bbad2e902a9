package org.spinngate.server.config.file;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.config.rule.Rules;

/** Reads what is done to boards between their users, and who shares a switch with whom. */
final class UpkeepReader {
  private final Map<String, PowerSource.Bmp> switches = new LinkedHashMap<>();

  /** Empty if something is wrong with it. */
  Optional<Upkeep> read(Section board, boolean simulated) {
    Section power = board.section("power");
    Optional<PowerSource> source = source(board.name(), power, simulated);
    PowerPolicy policy =
        power.get("policy", Conversions.word(PowerPolicy.class), PowerPolicy.NEVER);
    Optional<PowerTimes> times = times(power);
    if (source.isEmpty() && policy != PowerPolicy.NEVER) {
      power.problem("policy", "needs something that switches: bmp.host, or on and off");
    }
    power.refuseUnknownKeys();
    Optional<HookSettings> hooks = hooks(board.section("hooks"));
    if (times.isEmpty() || hooks.isEmpty()) {
      return Optional.empty();
    }
    Optional<PowerSettings> switched =
        source.map(from -> new PowerSettings(from, policy, times.get()));
    return Optional.of(new Upkeep(switched, hooks.get()));
  }

  /** The board that the BMP at an address switches, one of them, if there is a BMP. */
  Optional<String> switchedFrom(InetSocketAddress address) {
    return switches.entrySet().stream()
        .filter(one -> one.getValue().address().equals(address))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<PowerSource> source(String board, Section power, boolean simulated) {
    Section bmp = power.section("bmp");
    boolean byBmp = !bmp.get("host", Conversions::text, "").isEmpty();
    Optional<PowerSource.Bmp> byNetwork = bmp(board, bmp, byBmp);
    Argv on = argv(power, "on");
    Argv off = argv(power, "off");
    boolean byCommands = !on.isNothing() || !off.isNothing();
    if (byBmp && byCommands) {
      power.problem("bmp", "switches the board, or on and off do, but not both");
    }
    if (byNetwork.filter(PowerSource.Bmp::simulated).isPresent() && !simulated) {
      bmp.problem("simulated", "is for simulated boards only");
    }
    return byCommands
        ? power.build(() -> new PowerSource.Commands(on, off))
        : byNetwork.map(one -> one);
  }

  private Optional<PowerSource.Bmp> bmp(String board, Section bmp, boolean wanted) {
    Optional<Place> host =
        wanted
            ? bmp.find("host", value -> place(bmp.addresses(), Conversions.filled(value)))
            : Optional.empty();
    int port = bmp.get("port", Conversions::port, 0);
    int slot = bmp.get("slot", Conversions::integer, 0);
    boolean simulated = bmp.get("simulated", Conversions::flag, false);
    bmp.refuseUnknownKeys();
    if (port == 0) {
      bmp.problem("port", "must be the port of the BMP, from 1 to 65535");
    }
    host.ifPresent(place -> warn(bmp, place));
    Optional<PowerSource.Bmp> source =
        host.flatMap(
            place -> bmp.build(() -> new PowerSource.Bmp(place.at(port), slot, simulated)));
    source.ifPresent(
        one ->
            claim(board, bmp, new PowerSource.Bmp(host.orElseThrow().now(port), slot, simulated)));
    return source;
  }

  private static void warn(Section bmp, Place place) {
    if (place.known.isEmpty()) {
      bmp.warning(
          "host",
          "'%s' cannot be resolved now; the board cannot be switched until it can"
              .formatted(place.host));
    }
  }

  /**
   * Where a BMP is.
   *
   * @param host as it is written
   * @param byName whether that is a name
   * @param known what it means now
   */
  private record Place(String host, boolean byName, Optional<InetAddress> known) {
    /** As it is to be kept: a name may mean something else later. */
    InetSocketAddress at(int port) {
      return byName ? InetSocketAddress.createUnresolved(host, port) : now(port);
    }

    InetSocketAddress now(int port) {
      return known
          .map(address -> new InetSocketAddress(address, port))
          .orElseGet(() -> InetSocketAddress.createUnresolved(host, port));
    }
  }

  private static Place place(Addresses addresses, String text) throws Unfit {
    if (NetUtil.isValidIpV6Address(text)) {
      throw new Unfit("BMPs speak IPv4 only; write the IPv4 address of the BMP");
    }
    Optional<InetAddress> known = addresses.findable(text).filter(Inet4Address.class::isInstance);
    return new Place(text, !NetUtil.isValidIpV4Address(text), known);
  }

  /** If two boards had one switch, switching one would switch the other, too. */
  private void claim(String board, Section bmp, PowerSource.Bmp wanted) {
    switches.entrySet().stream()
        .filter(other -> other.getValue().isAt(wanted))
        .findFirst()
        .ifPresent(
            other ->
                bmp.problem(
                    bmp.sets("slot") ? "slot" : "host",
                    "slot %d of %s:%d is the switch of board '%s' already"
                        .formatted(
                            wanted.slot(),
                            wanted.address().getHostString(),
                            wanted.address().getPort(),
                            other.getKey())));
    switches.put(board, wanted);
  }

  private static Optional<PowerTimes> times(Section power) {
    Duration settle = duration(power, "settle");
    Duration offTime = duration(power, "off-time");
    Duration timeout = duration(power, "timeout");
    Duration interval = duration(power, "interval");
    Duration offAfter = duration(power, "off-after");
    return power.build(() -> new PowerTimes(settle, offTime, timeout, interval, offAfter));
  }

  private static Optional<HookSettings> hooks(Section hooks) {
    Argv before = argv(hooks, "before-session");
    Argv after = argv(hooks, "after-session");
    Duration timeout = duration(hooks, "timeout");
    hooks.refuseUnknownKeys();
    return hooks.build(() -> new HookSettings(before, after, timeout));
  }

  private static Duration duration(Section section, String key) {
    return section.get(key, Conversions::duration, Duration.ofSeconds(1));
  }

  private static Argv argv(Section section, String key) {
    Argv argv = section.get(key, UpkeepReader::argv, Argv.NOTHING);
    if (!argv.isNothing() && !Files.isExecutable(Path.of(argv.words().get(0)))) {
      section.warning(key, argv.words().get(0) + " is no program that can be run now");
    }
    return argv;
  }

  private static Argv argv(ConfigValue value) throws Unfit {
    if (!(value instanceof ConfigList list)) {
      throw new Unfit("must be a list of a program and its arguments: there is no shell");
    }
    List<String> words = new ArrayList<>();
    for (ConfigValue word : list) {
      words.add(Conversions.text(word));
    }
    try {
      return new Argv(words);
    } catch (Rules.Broken e) {
      throw new Unfit(e.breaches().get(0).reason());
    }
  }
}
