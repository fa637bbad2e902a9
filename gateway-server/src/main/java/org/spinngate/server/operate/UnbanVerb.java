package org.spinngate.server.operate;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.order.Lifted;
import org.spinngate.server.order.OperatorOrders;
import org.spinngate.server.report.BanJson;
import org.spinngate.server.report.BanTable;
import org.spinngate.server.report.Json;

/** Lets an address or a user in again, at all gateways. */
final class UnbanVerb extends ReasonedVerb {
  /** A line that people read names no more of them. */
  private static final int MOST_NAMED = 5;

  private final OperatorOrders orders;
  private final Clock clock;

  UnbanVerb(OperatorOrders orders, Clock clock) {
    super("unban");
    this.orders = orders;
    this.clock = clock;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    String who = arguments.operand("address or user");
    var unused = arguments.reason();
    if (BanTarget.isOddAddress(who)) {
      throw VerbRefusal.usage(
          "'"
              + who
              + "' is no address that can be banned: bans are of one IPv4 address, or of an"
              + " IPv6 network of 64 bits");
    }
    Lifted lifted = orders.lift(BanTarget.of(who));
    boolean all = lifted.silent().isEmpty() && lifted.untold().isEmpty();
    if (!lifted.any() && all) {
      throw new VerbRefusal(ExitCode.BOARD_REFUSED, nothing(who));
    }
    Map<String, @Nullable Object> fields =
        VerbAnswer.fields(
            "unbanned", who, "lifted", BanJson.objects(lifted.bars(), clock.instant()));
    if (!lifted.silent().isEmpty()) {
      fields.put("silent", lifted.silent());
    }
    return new VerbAnswer(
        all ? ExitCode.FINE : ExitCode.UNREACHABLE,
        arguments.json() ? Json.of(fields) : words(who, lifted));
  }

  private static String nothing(String who) {
    return "nothing bars '"
        + who
        + "'; the command bans lists who is refused, and the audit log says from which address"
        + " a user came";
  }

  private static String words(String who, Lifted lifted) {
    return "%s: %s%s%s"
        .formatted(
            who,
            lifted.any() ? "lifted" + what(lifted) : "no ban is known here",
            lifted
                .untold()
                .map(why -> ", here: the other gateways do not know it yet (" + why + ")")
                .orElse(""),
            lifted.silent().isEmpty()
                ? ""
                : "; these gateways have not answered yet: "
                    + String.join(", ", lifted.silent())
                    + " (they follow when they do, unless their build is of before)");
  }

  private static String what(Lifted lifted) {
    int more = lifted.bars().size() - MOST_NAMED;
    String bars =
        lifted.bars().stream()
            .limit(MOST_NAMED)
            .map(row -> BanTable.who(row) + " (" + row.why() + ")")
            .distinct()
            .collect(Collectors.joining(", "));
    return (bars.isEmpty() ? " at " + String.join(", ", lifted.elsewhere()) : " " + bars)
        + (more > 0 ? " and " + more + " more" : "");
  }
}
