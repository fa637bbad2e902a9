package org.spinngate.server.operate;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.text.Counted;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.order.Lifted;
import org.spinngate.server.order.OperatorOrders;
import org.spinngate.server.report.BanJson;
import org.spinngate.server.report.BanTable;
import org.spinngate.server.report.Json;
import org.spinngate.server.report.OneLine;

/** Lets an address or a user in again, at all gateways. */
final class UnbanVerb extends ReasonedVerb {
  /** A line that people read names no more of them. */
  private static final int MOST_NAMED = 5;

  private static final String UNTOLD =
      "; the other gateways may not know it (%s): give this command again once they can be told";

  private final OperatorOrders orders;
  private final Clock clock;

  UnbanVerb(OperatorOrders orders, Clock clock) {
    super("unban");
    this.orders = orders;
    this.clock = clock;
  }

  @Override
  public Set<String> options() {
    return Set.of(Arguments.REASON, Arguments.USER);
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    String who = who(arguments);
    var unused = arguments.reason();
    Lifted lifted = orders.lift(target(arguments, who));
    boolean all = lifted.silent().isEmpty() && lifted.untold().isEmpty();
    if (!lifted.any() && all) {
      throw new VerbRefusal(ExitCode.BOARD_REFUSED, nothing(who));
    }
    return new VerbAnswer(
        all ? ExitCode.FINE : ExitCode.UNREACHABLE,
        arguments.json() ? Json.of(fields(who, lifted)) : OneLine.of(words(who, lifted)));
  }

  private static String who(Arguments arguments) throws VerbRefusal {
    if (!arguments.has(Arguments.USER)) {
      return arguments.operand("address or user");
    }
    arguments.requireNoOperand();
    return arguments.options().getOrDefault(Arguments.USER, "");
  }

  private static BanTarget target(Arguments arguments, String who) throws VerbRefusal {
    if (who.isBlank()) {
      throw VerbRefusal.usage("name an address or a user");
    }
    if (arguments.has(Arguments.USER)) {
      return BanTarget.ofUser(who);
    }
    if (BanTarget.isOddAddress(who)) {
      throw VerbRefusal.usage(
          "'%s' is no address that can be banned: bans are of one IPv4 address, or of an"
                  .formatted(who)
              + " IPv6 network of 64 bits; for a user of this name say --user "
              + who);
    }
    return BanTarget.of(who);
  }

  private Map<String, @Nullable Object> fields(String who, Lifted lifted) {
    Map<String, @Nullable Object> fields =
        VerbAnswer.fields(
            "unbanned", who, "lifted", BanJson.objects(lifted.bars(), clock.instant()));
    fields.put("unshown", lifted.unshown());
    fields.put("elsewhere", lifted.elsewhere());
    fields.put("untold", lifted.untold().orElse(null));
    if (!lifted.silent().isEmpty()) {
      fields.put("silent", lifted.silent());
    }
    return fields;
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
                .map(why -> (lifted.any() ? " here" : "") + UNTOLD.formatted(why))
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
    return (bars.isEmpty() ? unseen(lifted) : " " + bars)
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String unseen(Lifted lifted) {
    return (lifted.unshown() > 0
            ? " " + Counted.of(lifted.unshown(), "ban") + " of a name that is no user's"
            : "")
        + (lifted.elsewhere().isEmpty()
            ? ""
            : (lifted.unshown() > 0 ? ", also at " : " at ")
                + String.join(", ", lifted.elsewhere()));
  }
}
