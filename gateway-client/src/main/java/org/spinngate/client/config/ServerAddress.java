package org.spinngate.client.config;

import io.netty.util.NetUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the server listens.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port TCP port
 */
public record ServerAddress(String host, int port) {
  /** The port that a server listens on unless told otherwise. */
  public static final int STANDARD_PORT = 17894;

  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\s\\[\\]/@]+)](?::(\\d+))?");
  private static final Pattern PLAIN = Pattern.compile("([^\\s:\\[\\]/@]+)(?::(\\d+))?");

  /** The same with {@link #STANDARD_PORT}. */
  public static ServerAddress parse(String text) {
    return parse(text, STANDARD_PORT);
  }

  /**
   * Reads {@code HOST}, {@code HOST:PORT}, {@code IPV6}, {@code [IPV6]} or {@code [IPV6]:PORT}.
   *
   * @param standardPort the port unless one is given
   * @throws IllegalArgumentException with a sentence for the user if it is none of these
   */
  public static ServerAddress parse(String text, int standardPort) {
    if (NetUtil.isValidIpV6Address(text) && !text.startsWith("[")) {
      return new ServerAddress(text, standardPort);
    }
    Matcher matcher = BRACKETED.matcher(text);
    if (!matcher.matches()) {
      matcher = PLAIN.matcher(text);
    }
    if (!matcher.matches()
        || (text.startsWith("[") && !NetUtil.isValidIpV6Address(matcher.group(1)))) {
      throw new IllegalArgumentException(
          "'" + text + "' is not HOST or HOST:PORT (an IPv6 address goes in brackets)");
    }
    return new ServerAddress(matcher.group(1), port(matcher.group(2), standardPort));
  }

  private static int port(String digits, int standardPort) {
    if (digits == null) {
      return standardPort;
    }
    int port = digits.length() > 5 ? -1 : Integer.parseInt(digits);
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("port " + digits + " is not 1 to 65535");
    }
    return port;
  }

  /** Whether it is the same, however the letters of its name are written. */
  public boolean isSameAs(ServerAddress other) {
    return toString().equalsIgnoreCase(other.toString());
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
