package org.spinngate.client.legacy;

import io.netty.channel.ConnectTimeoutException;
import java.util.Locale;
import java.util.Optional;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.Service;

/** Says in words for the user why there is no way to an old server, and what helps. */
final class LegacyEndings {
  private LegacyEndings() {}

  static Ending unknownName(String host) {
    return new Ending.Unreachable(
        "the name " + host + " is not known; check --legacy-server and the DNS");
  }

  static Ending notConnected(ServerLine line, Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return new Ending.Unreachable(
          line.server() + " does not answer within 5 s; check the address and any firewall between",
          "no answer");
    }
    String message = String.valueOf(cause.getMessage());
    boolean refused = message.toLowerCase(Locale.ROOT).contains("refused");
    String reason = refused ? "connection refused" : message;
    return new Ending.Unreachable(
        "cannot connect to " + line.server() + " by TCP (" + reason + "); " + advice(line), reason);
  }

  private static String advice(ServerLine line) {
    String option = line.service() == Service.SCP ? "--sdp-via-tcp" : "--boot-via-tcp";
    return "check host and port, and that the old server is running and was started with " + option;
  }

  static Ending closed(ServerLine line) {
    return lost("the connection to " + line.server() + " was closed");
  }

  static Ending broken(ServerLine line, Throwable cause) {
    return lost("the connection to " + line.server() + " was lost (" + cause.getMessage() + ")");
  }

  static Ending violated(ServerLine line, ProtocolViolation violation) {
    return lost(
        line.server()
            + " announced "
            + violation.getMessage()
            + ", which is no old server's way; is that its port?");
  }

  /** Somebody else seems to take the connection again and again. */
  static Ending rival(Ending ending) {
    return lost(
        ending.text()
            + " again so soon that another client of this old server has probably taken it over:"
            + " an old server serves one client at a time, so agree with the others");
  }

  private static Ending lost(String text) {
    return new Ending.Caused(CloseCause.LOST, text, Optional.empty());
  }
}
