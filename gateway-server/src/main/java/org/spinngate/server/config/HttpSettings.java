package org.spinngate.server.config;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.spinngate.server.config.rule.Rules;

/**
 * The status page, the metrics and the health by HTTP, without a login.
 *
 * @param listen the addresses; none turns all of it off; port 0 takes a free one
 * @param hosts names other than those addresses by which it may be asked for
 */
public record HttpSettings(List<InetSocketAddress> listen, List<String> hosts) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251})");

  /** Copies the lists and checks the names. */
  public HttpSettings {
    listen = List.copyOf(listen);
    hosts = List.copyOf(hosts);
    boolean fit = hosts.stream().allMatch(host -> HOST.matcher(host).matches());
    new Rules()
        .that(fit, "hosts", "has an entry that is no host name; write names without port")
        .hold();
  }

  private static boolean isExposed(InetSocketAddress address) {
    return address.isUnresolved() || !address.getAddress().isLoopbackAddress();
  }

  /** The addresses that others than this machine can reach. */
  public List<InetSocketAddress> exposed() {
    return listen.stream().filter(HttpSettings::isExposed).toList();
  }
}
