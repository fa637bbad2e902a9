package org.spinngate.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which names the server may be asked. A page from elsewhere can make a browser send requests to
 * this machine, and can point a name of its own here so as to read the answers; it cannot make the
 * browser say another name than its own.
 */
final class Visitors {
  private final Set<String> names;

  /**
   * @param hosts names besides localhost and addresses
   */
  Visitors(List<String> hosts) {
    names = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /**
   * Whether a request is for us: it says one host, which is us, and comes from none of somebody
   * else's pages.
   *
   * @param here the address that the connection came to
   */
  boolean mayAsk(HttpHeaders headers, InetAddress here) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
    return hosts.size() == 1
        && isUs(hostOf(hosts.get(0)), here)
        && origins.stream().allMatch(origin -> isOf(origin, hosts.get(0)));
  }

  /** Through a reverse proxy the page may have come by https. */
  private static boolean isOf(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  /** Without the port, which behind a tunnel is not ours. */
  private static String hostOf(String header) {
    String text = header.toLowerCase(Locale.ROOT);
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? "" : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  private boolean isUs(String host, InetAddress here) {
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
      return address != null && (address.isLoopbackAddress() || address.equals(here));
    }
    return host.equals("localhost") || names.contains(host);
  }
}
