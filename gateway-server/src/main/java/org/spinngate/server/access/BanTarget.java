package org.spinngate.server.access;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom the operator wants to be heard again: everybody at an address, or a user wherever that user
 * comes from. An address means what is counted with it: of IPv6 its network of 64 bits.
 *
 * @param place the address; empty for a user
 * @param hash of the user's name; empty for an address
 */
public record BanTarget(Optional<String> place, Optional<String> hash) {
  private static final String NAME = "-";

  /** Numbers with points between them, or hexadecimal ones with colons. */
  private static final Pattern LIKE_AN_ADDRESS =
      Pattern.compile(
          "\\[?([0-9]*\\.[0-9.]*|[0-9a-fA-F.]*:[0-9a-fA-F.:]*)(%[^/]*)?(](:[0-9]*)?)?(/[0-9]*)?");

  private static final Pattern ADDRESS =
      Pattern.compile("\\[?([^\\[\\]%/]+)(?:%[^\\[\\]/]*)?]?(?:/(\\d{1,3}))?");

  /** As typed: an address in any usual form, or the name of a user. */
  public static BanTarget of(String typed) {
    return address(typed)
        .map(
            address ->
                new BanTarget(Optional.of(Neighbourhood.of(address).text()), Optional.empty()))
        .orElseGet(() -> ofUser(typed));
  }

  /** A user, also one whose name looks like an address. */
  public static BanTarget ofUser(String name) {
    return new BanTarget(Optional.empty(), Optional.of(BanLine.hash(name)));
  }

  /** Whether something was meant to be an address and is none that can be banned. */
  public static boolean isOddAddress(String typed) {
    return address(typed).isEmpty() && LIKE_AN_ADDRESS.matcher(typed).matches();
  }

  private static Optional<InetAddress> address(String typed) {
    Matcher parts = ADDRESS.matcher(typed.strip());
    byte[] bytes =
        parts.matches() ? NetUtil.createByteArrayFromIpAddressString(parts.group(1)) : null;
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      // An IPv4 address that is mapped into IPv6 is one of IPv4 from here on.
      InetAddress address = InetAddress.getByAddress(bytes);
      String length = parts.group(2);
      return Optional.of(address).filter(one -> length == null || fits(one, length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is banned has this many bits, or it is one machine of that. */
  private static boolean fits(InetAddress address, String length) {
    boolean six = Neighbourhood.of(address).six();
    return six ? length.equals("64") || length.equals("128") : length.equals("32");
  }

  /** As gateways write it to each other: {@code 4-c0000201}, or {@code -2bd806c97f0e00af}. */
  public String text() {
    return place.orElseGet(() -> NAME + hash.orElseThrow());
  }

  /** One that was written so; empty if it was not. */
  public static Optional<BanTarget> parse(String text) {
    return text.matches("-[0-9a-f]{16}")
        ? Optional.of(new BanTarget(Optional.empty(), Optional.of(text.substring(1))))
        : Neighbourhood.parse(text)
            .map(known -> new BanTarget(Optional.of(known.text()), Optional.empty()));
  }

  /** Whether it means one name at one place. */
  boolean means(String user, Neighbourhood at) {
    return means(at) || hash.filter(BanLine.hash(user)::equals).isPresent();
  }

  /** Whether it means everybody at a place. */
  boolean means(Neighbourhood at) {
    return place.filter(at.text()::equals).isPresent();
  }

  /** Whether it means a ban as gateways tell it, which is no exception to one. */
  boolean means(BanLine line) {
    return !line.isKnown()
        && (place.isPresent() ? place.get().equals(line.place()) : hash.equals(line.name()));
  }

  /**
   * Whether it means a ban, as people see it.
   *
   * @param address as of {@link LoginBan}
   * @param user empty if it is nobody's, or everybody's
   */
  public boolean isOf(String address, Optional<String> user) {
    return (place.isPresent() && of(address).equals(this))
        || user.filter(name -> hash.filter(BanLine.hash(name)::equals).isPresent()).isPresent();
  }

  /**
   * Whether it means an account: the user's own, or one of the many that a user is, which has its
   * address after the name.
   */
  public boolean meansAccount(String account) {
    int space = account.indexOf(' ');
    String user = space < 0 ? account : account.substring(0, space);
    String host = space < 0 ? "" : account.substring(space + 1);
    return hash.filter(one -> one.equals(BanLine.hash(account)) || one.equals(BanLine.hash(user)))
            .isPresent()
        || address(host).filter(one -> means(Neighbourhood.of(one))).isPresent();
  }
}
