package org.spinngate.server.operate;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.text.Counted;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.order.Kicked;
import org.spinngate.server.order.NotTold;
import org.spinngate.server.order.OperatorOrders;
import org.spinngate.server.order.UserKicked;
import org.spinngate.server.report.Json;
import org.spinngate.server.report.OneLine;

/** Ends a session, or all that a user has, at whichever gateway; the user is told why. */
final class KickVerb extends ReasonedVerb {
  private final OperatorOrders orders;

  KickVerb(OperatorOrders orders) {
    super("kick");
    this.orders = orders;
  }

  @Override
  public Set<String> options() {
    return Set.of(Arguments.REASON, Arguments.USER);
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    try {
      return arguments.has(Arguments.USER) ? kickUser(arguments) : kickSession(arguments);
    } catch (NotTold e) {
      throw VerbRefusal.notTold(e);
    }
  }

  private VerbAnswer kickSession(Arguments arguments) throws VerbRefusal, NotTold {
    String word = arguments.operand("session");
    String reason = arguments.reasonInWords();
    SessionId session =
        SessionId.parse(word)
            .orElseThrow(
                () ->
                    VerbRefusal.usage(
                        "'" + word + "' is no session; they have eight hexadecimal digits"));
    return answer(arguments, session, orders.kick(session, reason));
  }

  private static VerbAnswer answer(Arguments arguments, SessionId session, Kicked kicked)
      throws VerbRefusal {
    String where =
        kicked.gateway().map(gateway -> " at the gateway " + OneLine.of(gateway)).orElse("");
    Map<String, @Nullable Object> fields =
        VerbAnswer.fields(
            "session", session.toString(), "kicked", kicked.state() == Kicked.State.ENDED);
    kicked.gateway().ifPresent(gateway -> fields.put("gateway", gateway));
    return switch (kicked.state()) {
      case ENDED ->
          VerbAnswer.done(
              arguments,
              "session "
                  + session
                  + " is ended"
                  + where
                  + "; for 60 s its user does not get that board again"
                  + kicked.untold().map(KickVerb::untold).orElse(""),
              fields);
      case ORDERED ->
          new VerbAnswer(
              ExitCode.UNREACHABLE,
              arguments.json()
                  ? Json.of(fields)
                  : "session %s%s: it has not answered yet; the session ends when it does, or when"
                          .formatted(session, where)
                      + " another gateway has the board; for 60 s its user gets that board"
                      + " nowhere");
      case UNKNOWN ->
          throw new VerbRefusal(
              ExitCode.BOARD_REFUSED,
              "there is no session "
                  + session
                  + where
                  + "; the command sessions lists those that there are");
    };
  }

  private static String untold(String why) {
    return ", here: the other gateways do not know it yet (" + why + ")";
  }

  private VerbAnswer kickUser(Arguments arguments) throws VerbRefusal, NotTold {
    String user = arguments.options().getOrDefault(Arguments.USER, "");
    String reason = arguments.reasonInWords();
    arguments.requireNoOperand();
    UserKicked kicked = orders.kickUser(user, reason).orElseThrow(() -> unknown(user));
    Map<String, @Nullable Object> fields = VerbAnswer.fields("user", user, "kicked", true);
    fields.put("sessions", kicked.gone().sessions());
    fields.put("connections", kicked.gone().connections());
    if (!kicked.silent().isEmpty()) {
      fields.put("silent", kicked.silent());
    }
    boolean all = kicked.silent().isEmpty() && kicked.untold().isEmpty();
    return new VerbAnswer(
        all ? ExitCode.FINE : ExitCode.UNREACHABLE,
        arguments.json() ? Json.of(fields) : OneLine.of(words(user, kicked)));
  }

  private static VerbRefusal unknown(String user) {
    return new VerbRefusal(
        ExitCode.BOARD_REFUSED,
        "there is no user '" + user + "'; the command sessions --all lists who is here");
  }

  private static String words(String user, UserKicked kicked) {
    String silent = String.join(", ", kicked.silent());
    return "user %s: %s and %s ended; for 60 s this user gets no board"
            .formatted(
                user,
                Counted.of(kicked.gone().sessions(), "session"),
                Counted.of(kicked.gone().connections(), "connection") + " without one")
        + kicked.untold().map(KickVerb::untold).orElse("")
        + (silent.isEmpty() ? "" : "; these gateways have not answered yet: " + silent);
  }
}
