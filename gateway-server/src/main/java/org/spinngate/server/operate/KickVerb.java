package org.spinngate.server.operate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.FarSession;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.session.Supervision;

/** Ends a session, or all that a user has; the user is told why. */
final class KickVerb extends ReasonedVerb {
  private static final Pattern SESSION = Pattern.compile("[0-9a-fA-F]{8}");
  private static final int HEXADECIMAL = 16;

  private final Operations.Kick kick;
  private final Operations.KickUser kickUser;
  private final Optional<Facility> facility;

  KickVerb(Operations.Kick kick, Operations.KickUser kickUser, Optional<Facility> facility) {
    super("kick");
    this.kick = kick;
    this.kickUser = kickUser;
    this.facility = facility;
  }

  @Override
  public Set<String> options() {
    return Set.of(Arguments.REASON, Arguments.USER);
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    return arguments.has(Arguments.USER) ? kickUser(arguments) : kickSession(arguments);
  }

  private VerbAnswer kickSession(Arguments arguments) throws VerbRefusal {
    String word = arguments.operand("session");
    String reason = arguments.requiredReason();
    if (!SESSION.matcher(word).matches()) {
      throw VerbRefusal.usage("'" + word + "' is no session; they have eight hexadecimal digits");
    }
    SessionId session = new SessionId(Integer.parseUnsignedInt(word, HEXADECIMAL));
    if (!kick.kick(session, reason)) {
      throw new VerbRefusal(ExitCode.BOARD_REFUSED, whyNot(session.toString()));
    }
    return VerbAnswer.done(
        arguments,
        "session " + session + " is ended; for 60 s its user does not get that board again",
        VerbAnswer.fields("session", session.toString(), "kicked", true));
  }

  private String whyNot(String session) {
    return facility.map(Facility::elsewhere).orElse(List.of()).stream()
        .filter(far -> far.session().equals(session))
        .findFirst()
        .map(KickVerb::elsewhere)
        .orElse(
            "there is no session " + session + "; the command sessions lists those that there are");
  }

  private static String elsewhere(FarSession far) {
    return "session %s of %s on %s is at the gateway %s; kick it there"
        .formatted(far.session(), far.user(), far.board(), far.gateway());
  }

  private VerbAnswer kickUser(Arguments arguments) throws VerbRefusal {
    String user = arguments.options().getOrDefault(Arguments.USER, "");
    String reason = arguments.requiredReason();
    arguments.requireNoOperand();
    Supervision.Gone gone = kickUser.kick(user, reason).orElseThrow(() -> unknown(user));
    Map<String, @Nullable Object> fields = VerbAnswer.fields("user", user, "kicked", true);
    fields.put("sessions", gone.sessions());
    fields.put("connections", gone.connections());
    return VerbAnswer.done(arguments, words(user, gone), fields);
  }

  private static VerbRefusal unknown(String user) {
    return new VerbRefusal(
        ExitCode.BOARD_REFUSED,
        "there is no user '" + user + "'; the command sessions --all lists who is here");
  }

  private static String words(String user, Supervision.Gone gone) {
    return "user %s: %s and %s ended; for 60 s this user gets no board"
        .formatted(
            user,
            count(gone.sessions(), "session"),
            count(gone.connections(), "connection") + " without one");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
