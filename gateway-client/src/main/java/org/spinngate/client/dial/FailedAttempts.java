package org.spinngate.client.dial;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.protocol.CloseCause;

/** What became of the addresses of one server that led nowhere, and what that means in all. */
public final class FailedAttempts {
  private final ServerAddress server;
  private final Map<InetAddress, Ending> endings = new LinkedHashMap<>();

  /**
   * @param server whose addresses they are
   */
  public FailedAttempts(ServerAddress server) {
    this.server = server;
  }

  /** This address led nowhere, and why. */
  public void add(InetAddress address, Ending ending) {
    endings.put(address, ending);
  }

  /**
   * The end of all attempts. Somebody who cannot prove to be the server is never passed over in
   * silence, since that is what an attack looks like.
   *
   * @return the one reason, or all of them in one line
   */
  public Ending all() {
    if (endings.size() == 1) {
      return endings.values().iterator().next();
    }
    return stranger()
        .<Ending>map(one -> new Ending.NotTrusted(one.getValue().text() + " (" + reasons() + ")"))
        .orElseGet(() -> unreachable());
  }

  private Ending unreachable() {
    return new Ending.Unreachable(
        "cannot connect to "
            + server
            + " ("
            + reasons()
            + "); check host and port, and that the server is running",
        reasons());
  }

  /** A line for the user who has been connected though one address is not the server's. */
  Optional<String> warning(InetAddress used) {
    return stranger()
        .map(
            one ->
                one.getKey().getHostAddress()
                    + ", an address of "
                    + server.host()
                    + ", is not used but "
                    + used.getHostAddress()
                    + ", since there "
                    + one.getValue().text());
  }

  private Optional<Map.Entry<InetAddress, Ending>> stranger() {
    return endings.entrySet().stream()
        .filter(one -> one.getValue() instanceof Ending.NotTrusted)
        .findFirst();
  }

  private String reasons() {
    return endings.entrySet().stream()
        .map(one -> one.getKey().getHostAddress() + ": " + reason(one.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The reason in a few words, for a list of several. */
  static String reason(Ending ending) {
    if (ending instanceof Ending.Unreachable unreachable) {
      return unreachable.reason();
    }
    if (ending instanceof Ending.Caused caused && caused.cause() == CloseCause.LOST) {
      return "connection closed";
    }
    return ending instanceof Ending.NotTrusted ? "not the server" : ending.text();
  }
}
