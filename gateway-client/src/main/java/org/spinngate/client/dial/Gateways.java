package org.spinngate.client.dial;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;

/**
 * The gateways that a user has named and those that they send to: in which order they are dialled,
 * and what is known of their addresses.
 *
 * <p>Confined to the event loop, once made.
 */
final class Gateways {
  /** Names of which the addresses are remembered, beside those that the user gave. */
  private static final int MOST_OTHERS = 8;

  private final List<Gateway> listed;
  private final NameLookup names;
  private final EventLoop loop;
  private final Map<String, ServerAddresses> known = new LinkedHashMap<>();
  private @Nullable Gateway latest;
  private @Nullable Gateway leaving;

  /**
   * @param access the servers in the order in which they are tried
   * @param names finds their addresses
   * @param loop the one event loop
   */
  Gateways(ServerAccess access, NameLookup names, EventLoop loop) {
    this.listed = access.servers().stream().map(server -> Gateway.of(server, access)).toList();
    this.names = names;
    this.loop = loop;
  }

  /** All that the user has named, after the one that served last; one that stops is the last. */
  List<Gateway> inOrder() {
    List<Gateway> order = new ArrayList<>();
    if (latest != null) {
      order.add(latest);
    }
    listed.stream().filter(gateway -> !gateway.equals(latest)).forEach(order::add);
    if (leaving != null && order.remove(leaving)) {
      order.add(leaving);
    }
    return order;
  }

  /**
   * The gateway at an address that another one has named.
   *
   * @throws IllegalArgumentException with a sentence for the user if that is no address
   */
  Gateway sentTo(String address, Gateway by) {
    if (address.codePoints().anyMatch(Gateways::cannotBeSeen)) {
      throw new IllegalArgumentException("it holds characters that cannot be seen");
    }
    ServerAddress other = ServerAddress.parse(address);
    return listed.stream()
        .filter(gateway -> gateway.address().isSameAs(other))
        .findFirst()
        .orElseGet(() -> by.at(other));
  }

  /** What a terminal might obey: these words come from the network, and users may read them. */
  private static boolean cannotBeSeen(int letter) {
    return Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT;
  }

  /** This one has what is wanted: next time it is the first. */
  void served(Gateway by) {
    latest = by;
    leaving = null;
  }

  /** This one hands its sessions over to the others, or ends: they are asked first. */
  void leaves(Gateway stopping) {
    leaving = stopping;
  }

  /** What is known of a gateway's addresses. */
  ServerAddresses addressesOf(Gateway gateway) {
    String host = gateway.address().host().toLowerCase(Locale.ROOT);
    if (!known.containsKey(host) && known.size() >= listed.size() + MOST_OTHERS) {
      known.clear();
    }
    return known.computeIfAbsent(
        host, name -> new ServerAddresses(gateway.address().host(), names, loop));
  }
}
