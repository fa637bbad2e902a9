package org.spinngate.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * By which names the server may be asked. A page from elsewhere can make a browser send requests to
 * this machine, and can point a name of its own here so as to read the answers; it cannot make the
 * browser say another name than its own.
 */
final class Visitors {
  /** As RFC 9110 has it; an IPv6 address stands in brackets. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([0-9a-f:.]+)]|([^\\[\\]:@/]*))(?::\\d*)?");

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
   * @param evenUnnamed whether the request need not say a host at all, which no browser does
   */
  boolean mayAsk(HttpHeaders headers, InetAddress here, boolean evenUnnamed) {
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
    if (evenUnnamed && hosts.stream().allMatch(String::isEmpty)) {
      return origins.isEmpty();
    }
    return hosts.size() == 1
        && isUs(hostOf(hosts.get(0)), here)
        && origins.stream().allMatch(origin -> isOf(origin, hosts.get(0)));
  }

  /** A reverse proxy may have served the page by https. */
  private static boolean isOf(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  /** Without the port, which behind a tunnel is not ours; nothing if it is no host and port. */
  private static String hostOf(String header) {
    Matcher parts = HOST.matcher(header.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return "";
    }
    return parts.group(1) == null ? parts.group(2) : parts.group(1);
  }

  private boolean isUs(String host, InetAddress here) {
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
      return address != null && (address.isLoopbackAddress() || address.equals(here));
    }
    return host.equals("localhost") || names.contains(host);
  }
}
