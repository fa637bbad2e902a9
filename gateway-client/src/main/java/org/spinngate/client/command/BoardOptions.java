package org.spinngate.client.command;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.Setting;
import picocli.CommandLine.Option;

/** The flags of every command that takes a board. */
final class BoardOptions {
  @Option(
      names = {"-b", "--board"},
      paramLabel = "NAME",
      description =
          "The board; 'gateway-client boards' lists those that you may use. Several times for"
              + " several boards.")
  @Nullable List<String> boards;

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "forever",
      paramLabel = "DURATION",
      description = "Queue for a board in use, for ever or as long as 90s, 10m, 2h.")
  @Nullable String wait;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "The local address of the board; 127.0.0.1 unless given. Of several boards: of each in"
              + " turn, or of the first, and the others follow it (127.0.0.1, 127.0.0.2 …).")
  @Nullable List<String> bind;

  @Option(
      names = "--as-board",
      description =
          "In place of --bind: the address that the board has on its own network, on this machine"
              + " too, for tools that ask a board for its address and then talk to that. Nothing is"
              + " bound until the server has told it. Made with the rights that you have, else the"
              + " command to make it is printed; removed at the end.")
  boolean asBoard;

  @Option(
      names = "--scp-port",
      paramLabel = "N",
      description = "The local port for SCP; 17893 unless given, 0 for any free one.")
  @Nullable String scpPort;

  @Option(
      names = "--boot-port",
      paramLabel = "N",
      description = "The local port for boot; 54321 unless given, 0 for any free one.")
  @Nullable String bootPort;

  @Option(
      names = "--tag-targets",
      paramLabel = "local|any",
      description =
          "Where to deliver what IP tags aim at: this machine alone (local, unless given), or any"
              + " host that this machine reaches.")
  @Nullable String tagTargets;

  @Option(
      names = "--transport",
      paramLabel = "auto|tcp|udp",
      description =
          "What carries SCP datagrams: UDP if it works and TCP otherwise (auto, unless given), or"
              + " one of them only.")
  @Nullable String transport;

  Map<Setting, String> flags() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    ServerOptions.putAll(flags, Setting.BOARD, boards);
    ServerOptions.put(flags, Setting.WAIT, wait);
    ServerOptions.putAll(flags, Setting.BIND, bind);
    ServerOptions.put(flags, Setting.AS_BOARD, asBoard ? "true" : null);
    ServerOptions.put(flags, Setting.SCP_PORT, scpPort);
    ServerOptions.put(flags, Setting.BOOT_PORT, bootPort);
    ServerOptions.put(flags, Setting.TAG_TARGETS, tagTargets);
    ServerOptions.put(flags, Setting.TRANSPORT, transport);
    return flags;
  }
}
