package org.spinngate.client.alias;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The aliases that this process needs, for one board or for several that have one address. One that
 * is there already because somebody made it by hand is used and stays. One that a client has made
 * goes with the last client that needs it, or, if that was killed, with the next client that
 * begins.
 *
 * <p>Thread-safe; blocks, so not for the event loop.
 */
final class Aliases {
  private static final Logger LOG = LoggerFactory.getLogger(Aliases.class);

  private final AliasMaker maker;
  private final AliasNotes notes;
  private final Predicate<Inet4Address> isHere;
  private final Set<Inet4Address> noted = new HashSet<>();

  /** Who needs each here: it stays as long as one of them is left. */
  private final Map<Inet4Address, Set<Object>> takers = new HashMap<>();

  /**
   * @param isHere whether this machine has an address
   */
  Aliases(AliasMaker maker, AliasNotes notes, Predicate<Inet4Address> isHere) {
    this.maker = maker;
    this.notes = notes;
    this.isHere = isHere;
  }

  /** Whether this machine has an address. */
  boolean isHere(Inet4Address address) {
    return isHere.test(address);
  }

  /**
   * Sees to it that this machine has an address until all who have taken it have given it back.
   *
   * @throws AliasFailure with the command to type; it is not taken then
   */
  synchronized void take(Inet4Address address, Object taker) throws AliasFailure {
    seeTo(address);
    takers.computeIfAbsent(address, fresh -> new HashSet<>()).add(taker);
  }

  private void seeTo(Inet4Address address) throws AliasFailure {
    if (isHere.test(address) && !notes.mayExist()) {
      return;
    }
    try {
      notes.<AliasFailure>alone(() -> takeAlone(address));
    } catch (IOException e) {
      throw new AliasFailure(
          "cannot note that the address "
              + address.getHostAddress()
              + " is to be removed at the end ("
              + e
              + ")"
              + advice(address));
    }
  }

  private void takeAlone(Inet4Address address) throws IOException, AliasFailure {
    boolean here = isHere.test(address);
    if (here && !notes.isNoted(address)) {
      return;
    }
    notes.add(address);
    noted.add(address);
    if (!here) {
      make(address);
    }
  }

  private void make(Inet4Address address) throws IOException, AliasFailure {
    try {
      maker.make(address);
      LOG.debug("made the alias {}", address.getHostAddress());
    } catch (IOException e) {
      if (!takers.containsKey(address)) {
        noted.remove(address);
        notes.remove(address);
      }
      throw new AliasFailure(
          "cannot give this machine the board's address "
              + address.getHostAddress()
              + " ("
              + e.getMessage()
              + ")"
              + advice(address));
    }
  }

  private String advice(Inet4Address address) {
    return "; type '"
        + maker.commandToMake(address)
        + "' and start again ('"
        + maker.commandToRemove(address)
        + "' takes it away)";
  }

  /** One needs an address no more; nothing if he has not taken it, or has given it back. */
  synchronized void giveBack(Inet4Address address, Object taker, Consumer<String> warnings) {
    takers.computeIfPresent(address, (same, all) -> without(taker, all));
    if (takers.containsKey(address) || !noted.remove(address)) {
      return;
    }
    try {
      notes.<RuntimeException>alone(
          () -> {
            notes.remove(address);
            if (!notes.isNeeded(address)) {
              remove(address);
            }
          });
    } catch (IOException e) {
      warnings.accept(left(address, e));
    }
  }

  private static @Nullable Set<Object> without(Object taker, Set<Object> all) {
    all.remove(taker);
    return all.isEmpty() ? null : all;
  }

  private void remove(Inet4Address address) throws IOException {
    if (isHere.test(address)) {
      maker.remove(address);
      LOG.debug("removed the alias {}", address.getHostAddress());
    }
    notes.forget(address);
  }

  private String left(Inet4Address address, IOException why) {
    return "the address "
        + address.getHostAddress()
        + " stays on this machine ("
        + why.getMessage()
        + "); type '"
        + maker.commandToRemove(address)
        + "'";
  }

  /** Removes what clients have left behind that were killed. */
  synchronized void clearLeftovers(Consumer<String> warnings) {
    if (!notes.mayExist()) {
      return;
    }
    try {
      notes.<RuntimeException>alone(
          () -> {
            for (Inet4Address address : notes.leftOver()) {
              clear(address, warnings);
            }
          });
    } catch (IOException e) {
      LOG.debug("aliases of earlier clients", e);
    }
  }

  private void clear(Inet4Address address, Consumer<String> warnings) {
    try {
      remove(address);
    } catch (IOException e) {
      warnings.accept("an earlier client was killed, and " + left(address, e));
    }
  }
}
