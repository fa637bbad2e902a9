package org.spinngate.client.sealed;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.spinngate.client.config.CarrierWish;

/**
 * Tells the user what no tool can: that datagrams have no way by UDP. Each line is told once, until
 * there was a way in between.
 *
 * <p>Confined to the one event loop.
 */
final class PathWarnings {
  private static final String LOST =
      "with --transport udp every SCP datagram is lost until that changes; --transport auto takes"
          + " TCP meanwhile";

  private final CarrierWish wish;
  private final Consumer<String> user;
  private boolean told;

  /**
   * @param wish which carrier the user wants
   * @param user gets the lines
   */
  PathWarnings(CarrierWish wish, Consumer<String> user) {
    this.wish = wish;
    this.user = user;
  }

  /** This machine makes no UDP socket to the server. */
  void noSocket(InetSocketAddress server, Throwable cause) {
    String what =
        "no UDP socket to " + words(server) + " can be had (" + cause.getMessage() + "); ";
    tell(what + (wish == CarrierWish.UDP ? LOST : "SCP datagrams go by TCP"));
  }

  /** The server has given no keys. */
  void notOffered(InetSocketAddress server) {
    tell(words(server) + " offers no UDP; " + LOST);
  }

  /** What is sent gets no answer. */
  void silent(InetSocketAddress server) {
    tell("no answer comes from " + words(server) + " by UDP; " + LOST);
  }

  /** Answers come. */
  void heard() {
    told = false;
  }

  private void tell(String line) {
    if (!told) {
      told = true;
      user.accept(line);
    }
  }

  private static String words(InetSocketAddress server) {
    return NetUtil.toSocketAddressString(server);
  }
}
