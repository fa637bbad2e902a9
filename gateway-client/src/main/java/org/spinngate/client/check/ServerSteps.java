package org.spinngate.client.check;

import java.util.List;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.Trust;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.ExitCode;

/** What a visit to the server says about connection, identity and login. */
final class ServerSteps {
  private static final String EARLIER = "an earlier step failed";

  private final ServerAccess access;
  private final ServerVisit.Seen seen;

  ServerSteps(ServerAccess access, ServerVisit.Seen seen) {
    this.access = access;
    this.seen = seen;
  }

  /** Always three findings. */
  List<Finding> all() {
    Visited visited = seen.visited();
    if (visited instanceof Visited.TurnedAway away) {
      return switch (away.how()) {
        case NOBODY -> nobody(away.ending());
        case DOOR, INSIDE -> List.of(connected(), proved(), notIn(away.ending()));
      };
    }
    Visited.Inside inside = (Visited.Inside) visited;
    String user = "as " + access.credential().user() + "; ";
    return List.of(
        connected(), proved(), Finding.good(Step.LOGIN, user + count(inside.boards().size())));
  }

  /** The findings if there is nowhere to go. */
  static List<Finding> skipped() {
    return List.of(skipped(Step.CONNECTION), skipped(Step.IDENTITY), skipped(Step.LOGIN));
  }

  static Finding skipped(Step step) {
    return Finding.notChecked(step, EARLIER, "");
  }

  private static String count(int boards) {
    return switch (boards) {
      case 0 -> "no board may be used";
      case 1 -> "1 board may be used";
      default -> boards + " boards may be used";
    };
  }

  private List<Finding> nobody(Ending ending) {
    if (ending instanceof Ending.NotTrusted) {
      String advice =
          "somebody answers who may not be the server; ask its operator for the pin in another way";
      return List.of(
          connected(),
          Finding.bad(Step.IDENTITY, ending.exitCode(), ending.text(), advice),
          skipped(Step.LOGIN));
    }
    String advice =
        "no gateway answers there; check host and port in --server, the firewalls between,"
            + " and whether the server is up";
    return List.of(
        Finding.bad(Step.CONNECTION, code(ending), ending.text(), advice),
        skipped(Step.IDENTITY),
        skipped(Step.LOGIN));
  }

  /** A goodbye for an inner reason is a failure here. */
  private static ExitCode code(Ending ending) {
    return ending.exitCode() == ExitCode.FINE ? ExitCode.UNREACHABLE : ending.exitCode();
  }

  private Finding connected() {
    String there = seen.gateway().orElse(access.server()) + " takes connections";
    if (!seen.passedOver().isEmpty()) {
      return Finding.remark(
          Step.CONNECTION,
          there + "; not used: " + String.join("; ", seen.passedOver()),
          "tell the operator if that stays so; your sessions use the other gateways");
    }
    int gateways = access.servers().size();
    return Finding.good(
        Step.CONNECTION, gateways == 1 ? there : there + ", the first of " + gateways + " to try");
  }

  private Finding proved() {
    Trust trust = access.trust();
    if (trust instanceof Trust.Pin) {
      return Finding.good(Step.IDENTITY, "the server has the key of the pin");
    }
    if (trust instanceof Trust.Authority authority) {
      return Finding.good(
          Step.IDENTITY, "an authority of " + authority.file() + " vouches for the server's name");
    }
    return Finding.good(
        Step.IDENTITY, "an authority that Java trusts vouches for the server's name");
  }

  private static Finding notIn(Ending ending) {
    return Finding.bad(Step.LOGIN, code(ending), ending.text(), advice(ending));
  }

  private static String advice(Ending ending) {
    if (!(ending instanceof Ending.Caused caused)) {
      return "the server is there and does not let anybody in; try again, or tell its operator";
    }
    return switch (caused.cause()) {
      case LOGIN_REFUSED -> "check --user and --token-file, or ask the operator for a new token";
      case VERSION_MISMATCH -> "install the version that the operator names";
      case LOST -> caused.advice().isEmpty() ? "the line broke; check again" : caused.advice();
      default -> "tell the operator";
    };
  }
}
