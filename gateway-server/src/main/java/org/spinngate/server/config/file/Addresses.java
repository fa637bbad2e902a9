package org.spinngate.server.config.file;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spinngate.server.config.AddressBlock;

/** Addresses as operators write them: {@code host:port}, with IPv6 in brackets. */
final class Addresses {
  private static final String FORM =
      "must look like \"0.0.0.0:17894\" or \"[::]:17894\", with the port after the last colon";

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%A-Za-z]+)]|([^\\[\\]:\\s]+)):([0-9]{1,6})");
  private static final Pattern BLOCK = Pattern.compile("([0-9A-Fa-f:.]+)/([0-9]{1,3})");
  private static final Pattern LITERAL =
      Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%\\w+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251})");
  private static final Pattern FOUR_PARTS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  private final Lookup lookup;

  /** Asks for the address of a name: a question to the network, which tests answer themselves. */
  interface Lookup {

    /** The address of a literal or a name. */
    InetAddress of(String host) throws UnknownHostException;

    /** Names that will be asked for soon. */
    default void expect(Collection<String> hosts) {}
  }

  Addresses(Lookup lookup) {
    this.lookup = lookup;
  }

  /** An address to listen on; port 0 is allowed. A name may be one that is not known yet. */
  InetSocketAddress listener(String text) throws Unfit {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      throw new Unfit(FORM);
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int port = Integer.parseInt(matcher.group(3));
    if (port > 65_535) {
      throw new Unfit("port " + port + " does not exist; ports go up to 65535");
    }
    return findable(host)
        .map(known -> new InetSocketAddress(known, port))
        .orElseGet(() -> InetSocketAddress.createUnresolved(host, port));
  }

  /** A place elsewhere, whose name is asked for when it is needed. */
  static InetSocketAddress unresolved(String text) throws Unfit {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
    if (port < 1 || port > 65_535) {
      throw new Unfit(
          "'" + text + "' must look like \"zk1.example.org:2281\", with a port from 1 to 65535");
    }
    return InetSocketAddress.createUnresolved(
        matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
  }

  /** Names that will be asked for soon, so that they can be looked up side by side. */
  void expect(Collection<String> texts) {
    lookup.expect(
        texts.stream()
            .filter(text -> !LITERAL.matcher(text).matches() && NAME.matcher(text).matches())
            .toList());
  }

  /** An IP address; no name, whose meaning depends on who answers for it. */
  InetAddress literal(String text) throws Unfit {
    boolean literal = LITERAL.matcher(text).matches();
    if (!literal && NAME.matcher(text).matches()) {
      throw new Unfit("'" + text + "' is a name; only IP addresses are taken here");
    }
    return findable(text).orElseThrow();
  }

  /** An IP address, or a name; empty for a name that this machine cannot resolve now. */
  Optional<InetAddress> findable(String text) throws Unfit {
    boolean literal = LITERAL.matcher(text).matches();
    // The platform reads "10.1" as 10.0.0.1; nobody who writes it here means that.
    boolean odd = literal && !text.contains(":") && !FOUR_PARTS.matcher(text).matches();
    if (odd || (!literal && !NAME.matcher(text).matches())) {
      throw new Unfit("'" + text + "' is neither an IP address nor a host name");
    }
    return literal ? Optional.of(known(text)) : named(text);
  }

  /** No question to the network. */
  private static InetAddress known(String literal) throws Unfit {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new Unfit("'" + literal + "' is not an IP address");
    }
  }

  private Optional<InetAddress> named(String text) {
    try {
      return Optional.of(InetAddress.getByAddress(text, lookup.of(text).getAddress()));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** A block of addresses such as {@code 10.0.0.0/8}. */
  private AddressBlock block(String text) throws Unfit {
    Matcher matcher = BLOCK.matcher(text);
    if (!matcher.matches()) {
      throw new Unfit("must look like \"10.0.0.0/8\"");
    }
    InetAddress first = literal(matcher.group(1));
    int bits = first.getAddress().length * Byte.SIZE;
    int prefix = Integer.parseInt(matcher.group(2));
    if (prefix > bits) {
      throw new Unfit("the number after '/' must not be above " + bits);
    }
    AddressBlock block = new AddressBlock(first, prefix);
    if (!block.equals(block.plain())) {
      throw new Unfit("'" + text + "' has bits after its prefix; write \"" + block.plain() + "\"");
    }
    return block;
  }

  /** A block of addresses, or a single address. */
  AddressBlock network(String text) throws Unfit {
    return text.contains("/") ? block(text) : AddressBlock.of(literal(text));
  }
}
