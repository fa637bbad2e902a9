package org.spinngate.client.command;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.Setting;
import picocli.CommandLine.Option;

/** What to check besides the server. */
final class CheckOptions {
  @Option(
      names = {"-b", "--board"},
      paramLabel = "NAME",
      description =
          "Take this board for a few seconds if it is free, ask it for its version, and measure the"
              + " way to it. It is never booted.")
  private @Nullable List<String> boards;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The local address of the board; 127.0.0.1 unless given.")
  private @Nullable List<String> bind;

  @Option(
      names = "--as-board",
      description =
          "In place of --bind: the address that the board has on its own network, as for connect.")
  private boolean asBoard;

  @Option(
      names = "--scp-port",
      paramLabel = "N",
      description = "The local port for SCP; 17893 unless given.")
  private @Nullable String scpPort;

  @Option(
      names = "--boot-port",
      paramLabel = "N",
      description = "The local port for boot; 54321 unless given.")
  private @Nullable String bootPort;

  @Option(
      names = "--transport",
      paramLabel = "auto|tcp|udp",
      description = "What is to carry SCP datagrams, as for connect.")
  private @Nullable String transport;

  @Option(names = "--json", description = "As JSON.")
  boolean json;

  /** A board that only a variable or the file names is looked at and not taken. */
  boolean takesBoard() {
    return boards != null;
  }

  Map<Setting, String> flags() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    ServerOptions.putAll(flags, Setting.BOARD, boards);
    ServerOptions.putAll(flags, Setting.BIND, bind);
    ServerOptions.put(flags, Setting.AS_BOARD, asBoard ? "true" : null);
    ServerOptions.put(flags, Setting.SCP_PORT, scpPort);
    ServerOptions.put(flags, Setting.BOOT_PORT, bootPort);
    ServerOptions.put(flags, Setting.TRANSPORT, transport);
    return flags;
  }
}
