package org.spinngate.server.operate;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.server.report.SessionJson;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.session.TableFormatter;

/** Who is on which board. */
final class SessionsVerb implements Verb {
  private final Supplier<List<SessionRow>> sessions;
  private final Clock clock;

  SessionsVerb(Supplier<List<SessionRow>> sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public Answer answer(Arguments arguments, Consumer<String> progress) throws Refusal {
    arguments.requireNoOperand();
    List<SessionRow> rows = sessions.get();
    Instant now = clock.instant();
    return Answer.fine(
        arguments.json() ? SessionJson.text(rows, now) : TableFormatter.format(rows, now));
  }
}
