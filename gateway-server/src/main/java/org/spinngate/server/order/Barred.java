package org.spinngate.server.order;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.spinngate.server.access.BanTarget;

/**
 * Somebody who is refused for a while: a snapshot, for people.
 *
 * @param kind why
 * @param who an address and a user, of which one may be missing
 * @param board the one that is closed; empty if it is more than that
 * @param why a clause
 * @param left how long it lasts; empty if that depends on a gateway that is silent
 * @param gateway the one that has made the ban, or that is still to be told; empty if it is neither
 */
public record Barred(
    Kind kind,
    Who who,
    Optional<String> board,
    String why,
    Optional<Duration> left,
    Optional<String> gateway) {
  /** What is most likely meant comes first, and what was there longest. */
  public static final Comparator<Barred> ORDER =
      Comparator.comparing(Barred::kind)
          .thenComparing(row -> row.left.orElse(Duration.ZERO))
          .thenComparing(row -> row.who.address.orElse(""))
          .thenComparing(row -> row.who.user.orElse(""));

  /** Whether it is to be lifted. */
  boolean isMeantBy(BanTarget target) {
    return switch (kind) {
      case ENDING -> false;
      case PENDING, KICK -> who.user.filter(target::meansAccount).isPresent();
      case ADDRESS, NAME -> target.isOf(who.address.orElse(""), who.user);
    };
  }

  /** Why somebody is refused. */
  public enum Kind {
    /** The operator has ended a session, or sent a user away; a gateway has not heard it yet. */
    PENDING("pending"),
    /** The same, and whoever it is has been let in again: what was to end still ends. */
    ENDING("ending"),
    /** The operator has ended a session, or sent a user away. */
    KICK("kick"),
    /** Everybody failed too often at an address: all strangers there are refused. */
    ADDRESS("address"),
    /** One name failed too often at an address: it is refused there. */
    NAME("name");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** A word that stays. */
    public String label() {
      return label;
    }
  }

  /**
   * Who is refused.
   *
   * @param address or an IPv6 network, as {@code 2001:db8:1:2::/64}
   * @param user a user, or an account of one; empty if it is everybody, or a name that is no user's
   */
  public record Who(Optional<String> address, Optional<String> user) {}
}
