package org.spinngate.server.operate;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.order.Barred;
import org.spinngate.server.report.BanJson;
import org.spinngate.server.report.BanTable;
import org.spinngate.server.report.GatewayJson;
import org.spinngate.server.report.GatewayTable;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.report.HealthText;

/** All verbs, and the way from a request to one of them. Immutable. */
public final class Verbs {
  private static final Logger LOG = LoggerFactory.getLogger(Verbs.class);

  private final Map<String, Verb> byName = new LinkedHashMap<>();

  Verbs(List<Verb> verbs) {
    verbs.forEach(verb -> byName.put(verb.name(), verb));
  }

  /** Every verb is registered here. */
  public static Verbs of(Operations gateway, Clock clock) {
    BoardByName boards = new BoardByName(gateway.view().boards());
    Semaphore waiting = new Semaphore(PowerVerb.MOST_AT_ONCE);
    return new Verbs(
        List.of(
            new SessionsVerb(gateway.view(), clock),
            new BoardsVerb(gateway.view().boards(), gateway.view().facility(), clock),
            new KickVerb(gateway.orders()),
            new DisableVerb(boards, gateway.orders(), gateway.view().facility()),
            new EnableVerb(boards, gateway.orders()),
            power(PowerOrder.ON, gateway, boards, waiting),
            power(PowerOrder.OFF, gateway, boards, waiting),
            power(PowerOrder.CYCLE, gateway, boards, waiting),
            new ReloadVerb(gateway.reload()),
            new DrainVerb(gateway.drain()),
            new ViewVerb("health", json -> health(gateway.view().health().get(), json)),
            new ViewVerb(
                "gateways", json -> VerbAnswer.fine(gateways(gateway.view().facility(), json))),
            new ViewVerb("bans", json -> VerbAnswer.fine(bans(gateway, clock, json))),
            new UnbanVerb(gateway.orders(), clock)));
  }

  /** If it cannot do its work the exit code says so too. */
  private static VerbAnswer health(HealthReport report, boolean json) {
    return new VerbAnswer(
        report.live() && report.ready() ? ExitCode.FINE : ExitCode.INTERNAL,
        json ? HealthText.json(report) : HealthText.format(report));
  }

  private static String gateways(Optional<Facility> facility, boolean json) {
    return json
        ? facility.map(GatewayJson::text).orElseGet(GatewayJson::none)
        : facility
            .map(GatewayTable::format)
            .orElse("this gateway stands alone: its configuration has no gateway.cluster");
  }

  private static String bans(Operations gateway, Clock clock, boolean json) {
    List<Barred> rows = gateway.orders().barred();
    Optional<Facility> facility = gateway.view().facility();
    boolean late = facility.isPresent() && !facility.get().engineReached();
    return json
        ? BanJson.text(rows, clock.instant())
        : (late ? "the engine is out of reach: of other gateways this is as it was before\n" : "")
            + BanTable.format(rows, facility.isPresent());
  }

  private static Verb power(
      PowerOrder order, Operations gateway, BoardByName boards, Semaphore waiting) {
    return new PowerVerb(order, boards, gateway.power(), waiting);
  }

  /**
   * Does what a line asks, and answers. May take as long as the verb does.
   *
   * @param by the user number of the one who asks, or {@code ?}
   */
  void run(String line, VerbReply reply, String by) {
    try {
      run(Words.split(line), reply, by);
    } catch (VerbRefusal e) {
      reply.refuse(e);
    } catch (RuntimeException | Error e) {
      Breakdown.endProcessIf(e);
      LOG.error("fault in a verb", e);
      reply.refuse(new VerbRefusal(ExitCode.INTERNAL, "internal error; the log has the details"));
    }
  }

  private void run(List<String> words, VerbReply reply, String by) throws VerbRefusal {
    Verb verb = words.isEmpty() ? null : byName.get(words.get(0));
    if (verb == null) {
      throw VerbRefusal.usage("unknown verb; there are " + String.join(", ", byName.keySet()));
    }
    Arguments arguments =
        Arguments.of(words.subList(1, words.size()), verb.options(), verb.flags());
    if (verb.changes()) {
      reply.witness(head -> VerbAudit.note(verb, arguments, by, head));
    }
    reply.finish(
        verb.answer(arguments, verb.tellsBeforeItKnows() ? reply::meanwhile : reply::progress));
  }
}
