package org.spinngate.client.dial;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;

/** What became of the gateways of a facility that did not serve, and what that means in all. */
final class FailedGateways {
  private final Map<Gateway, Ending> endings = new LinkedHashMap<>();

  /** Those that others have sent to, in this round. */
  private final Set<Gateway> wanted = new HashSet<>();

  /** Another visit in this round would be of no use. */
  private final Set<Gateway> hopeless = new HashSet<>();

  void add(Gateway gateway, Ending ending) {
    endings.put(gateway, ending);
    if (!(ending instanceof Ending.Elsewhere)) {
      hopeless.add(gateway);
    }
  }

  /** Another one says that this one has the board. */
  void sentTo(Gateway gateway) {
    wanted.add(gateway);
  }

  /** Whether another visit would be of no use, as it failed otherwise than by sending on. */
  boolean isHopeless(Gateway gateway) {
    return hopeless.contains(gateway);
  }

  /** Whether the gateway that has the board ends or has ended, and others say that it has it. */
  boolean isAboutToMove() {
    return wanted.stream().map(endings::get).anyMatch(FailedGateways::isEnd)
        && endings.values().stream().anyMatch(Ending.Elsewhere.class::isInstance);
  }

  private static boolean isEnd(@Nullable Ending ending) {
    return ending instanceof Ending.Unreachable
        || (ending instanceof Ending.Caused caused
            && (caused.cause() == CloseCause.LOST || caused.cause() == CloseCause.STOPPING));
  }

  /** Begins anew, and tells who is to be asked: those who have sent to others. */
  List<Gateway> nextRound() {
    wanted.clear();
    hopeless.clear();
    return endings.entrySet().stream()
        .filter(one -> one.getValue() instanceof Ending.Elsewhere)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The end of all attempts: the one reason, or all of them in one line. A stranger in the place of
   * a gateway is what an attack looks like, and is said first of all; what a gateway says itself
   * tells more than that another one is not there.
   */
  Ending all() {
    if (endings.size() == 1) {
      Ending only = endings.values().iterator().next();
      return only instanceof Ending.Elsewhere ? Ending.of(CloseCause.ELSEWHERE) : only;
    }
    return first(Ending.NotTrusted.class::isInstance)
        .<Ending>map(one -> new Ending.NotTrusted(one.text() + tried()))
        .or(this::said)
        .or(this::sentOn)
        .orElseGet(() -> unreachable());
  }

  private Optional<Ending> first(Predicate<Ending> kind) {
    return endings.values().stream().filter(kind).findFirst();
  }

  private Optional<Ending> said() {
    return first(FailedGateways::isWord)
        .map(Ending.Caused.class::cast)
        .map(one -> new Ending.Caused(one.cause(), one.text() + tried(), one.holder()));
  }

  private static boolean isWord(Ending ending) {
    return ending instanceof Ending.Caused caused
        && caused.cause() != CloseCause.LOST
        && caused.cause() != CloseCause.ELSEWHERE;
  }

  /** If some are there, and none has the board: the one that has it may be gone, too. */
  private Optional<Ending> sentOn() {
    CloseCause cause = CloseCause.ELSEWHERE;
    return first(FailedGateways::isElsewhere)
        .map(one -> new Ending.Caused(cause, cause.sentence() + tried(), Optional.empty()));
  }

  private static boolean isElsewhere(Ending ending) {
    return ending instanceof Ending.Elsewhere
        || (ending instanceof Ending.Caused caused && caused.cause() == CloseCause.ELSEWHERE);
  }

  private Ending unreachable() {
    return new Ending.Unreachable(
        "no gateway can be reached" + tried() + "; check hosts and ports, and the network");
  }

  private String tried() {
    return endings.entrySet().stream()
        .map(one -> one.getKey().address() + ": " + reason(one.getValue()))
        .collect(Collectors.joining("; ", " (", ")"));
  }

  private static String reason(Ending ending) {
    if (ending instanceof Ending.Elsewhere other) {
      return "sends to " + other.address();
    }
    return FailedAttempts.reason(ending);
  }

  /** A line for the user who is served though one gateway cannot prove to be one. */
  Optional<String> warning(Gateway used) {
    return endings.entrySet().stream()
        .filter(one -> one.getValue() instanceof Ending.NotTrusted)
        .findFirst()
        .map(
            one ->
                one.getKey().address()
                    + " is not used but "
                    + used.address()
                    + ", since "
                    + one.getValue().text());
  }
}
