package org.spinngate.client.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Understands whether an old server is meant, and which. */
final class LegacyServerReader {
  private static final String NO_LOGIN =
      "an old server has no login and proves no identity, so this would promise what it cannot"
          + " keep; leave it out";
  private static final String ONE_BOARD =
      "an old server has one board only and gives it to everybody who comes; leave it out";

  private static final String NO_TAGS =
      "an old server sends IP tags on as they are, so this has no effect; leave it out";

  /** What only a gateway understands, and why. */
  private static final Map<Setting, String> WITHOUT_SENSE =
      Map.of(
          Setting.TAG_TARGETS, NO_TAGS,
          Setting.BOARD, ONE_BOARD,
          Setting.WAIT, ONE_BOARD,
          Setting.USER, NO_LOGIN,
          Setting.TOKEN_FILE, NO_LOGIN,
          Setting.PIN, NO_LOGIN,
          Setting.CA, NO_LOGIN,
          Setting.AS_BOARD, "an old server does not tell its board's address; use --bind ADDRESS",
          Setting.TRANSPORT,
              "an old server was started for TCP or UDP and knows nothing else; say how it was"
                  + " started by --sdp-via-tcp and --boot-via-tcp");

  private static final List<Setting> OWN =
      List.of(Setting.LEGACY_BOOT_PORT, Setting.BOOT_VIA_TCP, Setting.SDP_VIA_TCP);

  private final GivenValues given;
  private final Problems problems;

  LegacyServerReader(GivenValues given, Problems problems) {
    this.given = given;
    this.problems = problems;
  }

  /** Whether the old server beats a gateway that is set too; notes a problem if neither does. */
  boolean isChosen() {
    Given legacy = given.get(Setting.LEGACY_SERVER);
    Given gateway = given.get(Setting.SERVER);
    if (legacy == null || (gateway != null && isStronger(gateway, legacy))) {
      OWN.forEach(setting -> complainOfFlag(setting, "says how an old server was started, and"));
      return false;
    }
    if (gateway != null && gateway.source() == legacy.source()) {
      legacy.complain(
          problems, "give --server for a gateway or --legacy-server for an old server, not both");
    }
    return true;
  }

  private static boolean isStronger(Given one, Given other) {
    return one.source().compareTo(other.source()) < 0;
  }

  private void complainOfFlag(Setting setting, String why) {
    Given value = given.get(setting);
    if (value != null && value.source() == Given.Source.FLAG) {
      value.complain(problems, why + " is of use only together with --legacy-server");
    }
  }

  /** The old server; null with a problem noted. */
  @Nullable LegacyServer read() {
    complainOfWhatHasNoSense();
    ServerAddress server = given.optional(Setting.LEGACY_SERVER, ServerAddress::parse);
    Integer bootPort = given.optional(Setting.LEGACY_BOOT_PORT, LegacyServerReader::remotePort);
    boolean scpViaTcp = given.isOn(Setting.SDP_VIA_TCP);
    boolean bootViaTcp = given.isOn(Setting.BOOT_VIA_TCP);
    if (server == null) {
      return null;
    }
    int boot = bootPort == null ? LegacyServer.STANDARD_BOOT_PORT : bootPort;
    if (boot == server.port()) {
      problems.usage(
          "an old server takes SCP and boot on two ports, but both are " + boot + " here");
    }
    return new LegacyServer(server.host(), server.port(), boot, scpViaTcp, bootViaTcp);
  }

  private void complainOfWhatHasNoSense() {
    for (Setting setting : Setting.values()) {
      Given value = given.get(setting);
      String why = WITHOUT_SENSE.get(setting);
      if (value != null && why != null && value.source() == Given.Source.FLAG) {
        value.complain(problems, why);
      }
    }
  }

  private static int remotePort(String text) {
    int port = GivenValues.port(text);
    if (port == 0) {
      throw new IllegalArgumentException("'0' is not a port of a server, 1 to 65535");
    }
    return port;
  }
}
