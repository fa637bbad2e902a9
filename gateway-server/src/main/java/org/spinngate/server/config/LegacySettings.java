package org.spinngate.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spinngate.server.config.rule.Rules;

/**
 * Old clients, which know neither users nor boards: where they may come from, and which board they
 * get.
 *
 * @param enabled whether they are served
 * @param bootListen the addresses for their boot service; port 0 takes a free one
 * @param allow the networks that they may come from
 * @param udp whether their datagrams are taken by UDP, too
 * @param board for those whom {@code clients} does not name; empty for none
 * @param clients boards by address or network
 * @param idleTimeout the longest time without a datagram for which one of them keeps its board
 * @param maxClients how many of them may have a board at a time
 */
public record LegacySettings(
    boolean enabled,
    List<InetSocketAddress> bootListen,
    List<AddressBlock> allow,
    boolean udp,
    Optional<String> board,
    Map<AddressBlock, String> clients,
    Duration idleTimeout,
    int maxClients) {
  /** Whose sessions theirs are. */
  public static final String USER = "legacy";

  private static final Comparator<Map.Entry<AddressBlock, String>> BY_PREFIX =
      Comparator.comparingInt(entry -> entry.getKey().prefix());

  /** Copies the collections, keeping their order, and checks what depends on each other. */
  public LegacySettings {
    bootListen = List.copyOf(bootListen);
    allow = List.copyOf(allow);
    clients = Collections.unmodifiableMap(new LinkedHashMap<>(clients));
    Duration day = Duration.ofDays(1);
    new Rules()
        .between("idle-timeout", idleTimeout, Duration.ofSeconds(1), day)
        .between("max-clients", maxClients, 1, 100_000)
        .that(
            !enabled || !allow.isEmpty(),
            "allow",
            "is empty; name the networks that old clients may come from, because they are not asked"
                + " for a login")
        .that(
            !enabled || !bootListen.isEmpty(),
            "boot-listen",
            "is empty; name at least one \"host:port\" for the boot service of old clients")
        .that(
            !enabled || board.isPresent() || !clients.isEmpty(),
            "board",
            "is missing; name the board that old clients get, or name boards in clients")
        .hold();
  }

  /** Whether a client may come from this address. */
  public boolean allows(InetAddress address) {
    for (int i = 0; i < allow.size(); i++) {
      if (allow.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** The board for a client at this address, by the longest prefix that fits. */
  public Optional<String> boardOf(InetAddress address) {
    return clients.entrySet().stream()
        .filter(entry -> entry.getKey().contains(address))
        .max(BY_PREFIX)
        .map(Map.Entry::getValue)
        .or(() -> board);
  }

  /** The networks in {@code allow} that have addresses of the Internet. */
  public List<AddressBlock> exposed() {
    return allow.stream().filter(network -> !PrivateNetworks.contain(network)).toList();
  }

  /** The networks in {@code allow}, for people. */
  public String places() {
    return allow.stream().map(AddressBlock::toString).collect(Collectors.joining(", "));
  }

  /** Every board that an old client may get, by name. */
  public Set<String> boards() {
    Set<String> all = new TreeSet<>(clients.values());
    board.ifPresent(all::add);
    return all;
  }

  /** The user that they all are; nobody can log in as this one. */
  UserSettings user() {
    return new UserSettings(USER, List.of(), List.copyOf(boards()), Optional.empty());
  }

  /** What only a restart can change. */
  public record Ports(boolean enabled, List<InetSocketAddress> bootListen) {}

  /** What only a restart can change. */
  public Ports ports() {
    return new Ports(enabled, bootListen);
  }

  /** What holds for the next to come. */
  public LegacySettings rules() {
    return new LegacySettings(
        false, List.of(), allow, udp, board, clients, idleTimeout, maxClients);
  }
}
