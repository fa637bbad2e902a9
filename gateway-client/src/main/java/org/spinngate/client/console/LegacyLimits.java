package org.spinngate.client.console;

import java.util.ArrayList;
import java.util.List;

/** What an old server cannot do, told once at the start to the one who uses one. */
public final class LegacyLimits {
  private LegacyLimits() {}

  /**
   * The lines.
   *
   * @param server host and port
   * @param scpViaTcp whether SCP goes by TCP
   * @param bootViaTcp whether boot goes by TCP
   */
  public static List<String> of(String server, boolean scpViaTcp, boolean bootViaTcp) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Plain.of(server)
            + " is taken for an old server (SCP by "
            + carrier(scpViaTcp)
            + ", boot by "
            + carrier(bootViaTcp)
            + "). Compared with a gateway:");
    lines.add("- it serves one client at a time: a second one takes the board away, unasked");
    lines.add("- nothing is encrypted, and neither side proves who it is");
    lines.add(
        "- it sees one application: replies are told apart by their numbers, and live output goes"
            + " to the application that set an IP tag last");
    lines.add("- an IP tag ends with it: after its restart, tags must be set again");
    if (!scpViaTcp) {
      lines.add("- SCP by UDP: only your tools notice that it is down, by their time-outs");
    }
    if (!bootViaTcp) {
      lines.add(
          "- boot by UDP may lose packets on the way: if a boot fails, have the old server started"
              + " with --boot-via-tcp, and say it here too");
    }
    return lines;
  }

  private static String carrier(boolean tcp) {
    return tcp ? "TCP" : "UDP";
  }
}
