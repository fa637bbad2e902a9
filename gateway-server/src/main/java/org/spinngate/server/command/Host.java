package org.spinngate.server.command;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A name or an address by which clients reach the server.
 *
 * @param text as given
 * @param address whether it is an IP address
 */
record Host(String text, boolean address) {
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})*");
  private static final Pattern FOUR =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern SIX = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if no certificate can be for it
   */
  static Host of(String text) {
    if (FOUR.matcher(text).matches() || isSix(text)) {
      return new Host(text, true);
    }
    boolean odd = text.startsWith("-") || text.endsWith("-") || text.matches("[0-9.]+");
    if (odd || !NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is neither a host name nor an IP address");
    }
    return new Host(text, false);
  }

  /** The names by which this machine reaches itself and is reached. */
  static List<Host> ofThisMachine() {
    List<Host> hosts = new ArrayList<>(List.of(of("localhost"), of("127.0.0.1")));
    try {
      Host own = of(InetAddress.getLocalHost().getHostName());
      if (!hosts.contains(own)) {
        hosts.add(own);
      }
    } catch (UnknownHostException | IllegalArgumentException e) {
      // A machine without a usable name is reached by its other names.
      return hosts;
    }
    return hosts;
  }

  /** As keytool wants it among the alternative names. */
  String alternative() {
    return (address ? "ip:" : "dns:") + text;
  }

  private static boolean isSix(String text) {
    if (!SIX.matcher(text).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(text).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
