package org.spinngate.server.config.file;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.config.LegacySettings;

/** Reads the section of old clients. */
final class LegacyReader {
  private final Section legacy;

  private LegacyReader(Section legacy) {
    this.legacy = legacy;
  }

  /**
   * Reads it.
   *
   * @param boards the names of all boards
   * @param users the names of all users
   */
  static Optional<LegacySettings> read(Section legacy, Set<String> boards, Set<String> users) {
    LegacyReader reader = new LegacyReader(legacy);
    Optional<LegacySettings> settings = reader.read();
    settings.filter(LegacySettings::enabled).ifPresent(old -> reader.check(old, boards, users));
    return settings;
  }

  private Optional<LegacySettings> read() {
    boolean enabled = legacy.get("enabled", Conversions::flag, false);
    List<InetSocketAddress> boot =
        legacy.list("boot-listen", value -> legacy.addresses().listener(Conversions.filled(value)));
    List<AddressBlock> allow =
        legacy.list("allow", value -> legacy.addresses().network(Conversions.filled(value)));
    Optional<String> board =
        legacy.find("board", Conversions::text).filter(name -> !name.isBlank());
    Map<AddressBlock, String> clients = clients(legacy.section("clients"));
    boolean udp = legacy.get("udp", Conversions::flag, true);
    Duration idle = legacy.get("idle-timeout", Conversions::duration, Duration.ofMinutes(1));
    int most = legacy.get("max-clients", Conversions::integer, 1);
    legacy.refuseUnknownKeys();
    return legacy.build(
        () -> new LegacySettings(enabled, boot, allow, udp, board, clients, idle, most));
  }

  private static Map<AddressBlock, String> clients(Section clients) {
    Map<AddressBlock, String> boards = new LinkedHashMap<>();
    for (String client : clients.keys()) {
      clients.find(
          client,
          value -> {
            String board = Conversions.filled(value);
            if (boards.put(clients.addresses().network(client), board) != null) {
              throw new Unfit("is named above already, in other words");
            }
            return board;
          });
    }
    return boards;
  }

  private void check(LegacySettings settings, Set<String> boards, Set<String> users) {
    settings
        .board()
        .filter(name -> !boards.contains(name))
        .ifPresent(name -> legacy.problem("board", unknown(name, boards)));
    settings.clients().values().stream()
        .filter(name -> !boards.contains(name))
        .sorted()
        .forEach(name -> legacy.problem("clients", unknown(name, boards)));
    if (users.contains(LegacySettings.USER)) {
      legacy.problem(
          "enabled", "old clients are the user 'legacy'; give gateway.users.legacy another name");
    }
    warnOfStrangers(settings);
  }

  private static String unknown(String name, Set<String> boards) {
    String hint =
        NearestKey.of(name, boards).map(near -> "; did you mean '" + near + "'?").orElse("");
    return "'" + name + "' is no board of gateway.boards" + hint;
  }

  private void warnOfStrangers(LegacySettings settings) {
    String open =
        settings.exposed().stream().map(AddressBlock::toString).collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      legacy.warning(
          "allow",
          open
              + " has public addresses: anybody who is there, or pretends to be, gets boards without"
              + " a login");
    }
  }
}
