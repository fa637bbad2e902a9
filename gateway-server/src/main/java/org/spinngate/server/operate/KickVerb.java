package org.spinngate.server.operate;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.session.SessionId;

/** Ends a session; its user is told why. */
final class KickVerb extends ReasonedVerb {
  private static final Pattern SESSION = Pattern.compile("[0-9a-fA-F]{8}");
  private static final int HEXADECIMAL = 16;

  private final Operations.Kick kick;

  KickVerb(Operations.Kick kick) {
    super("kick");
    this.kick = kick;
  }

  @Override
  public Answer answer(Arguments arguments, Consumer<String> progress) throws Refusal {
    String word = arguments.operand("session");
    String reason = arguments.requiredReason();
    if (!SESSION.matcher(word).matches()) {
      throw Refusal.usage("'" + word + "' is no session; they have eight hexadecimal digits");
    }
    SessionId session = new SessionId(Integer.parseUnsignedInt(word, HEXADECIMAL));
    if (!kick.kick(session, reason)) {
      throw new Refusal(
          ExitCode.BOARD_REFUSED,
          "there is no session " + session + "; the command sessions lists those that there are");
    }
    return Answer.done(
        arguments,
        "session " + session + " is ended; for 60 s its user does not get that board again",
        Answer.fields("session", session.toString(), "kicked", true));
  }
}
