package org.spinngate.server.operate;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.server.admission.ConnectionRow;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.report.ConnectionTable;
import org.spinngate.server.report.SessionJson;
import org.spinngate.server.report.TableFormatter;
import org.spinngate.server.session.SessionRow;

/** Who is on which board, and who else has logged in. */
final class SessionsVerb implements Verb {
  private final Supplier<List<SessionRow>> sessions;
  private final Supplier<List<ConnectionRow>> connections;
  private final Optional<Facility> facility;
  private final Clock clock;

  SessionsVerb(Operations.View view, Clock clock) {
    this.sessions = view.sessions();
    this.connections = view.connections();
    this.facility = view.facility();
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public Set<String> flags() {
    return Set.of(Arguments.ALL);
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.requireNoOperand();
    List<SessionRow> rows = sessions.get();
    Instant now = clock.instant();
    boolean all = arguments.has(Arguments.ALL);
    List<ConnectionRow> others = all ? connections.get() : List.of();
    if (arguments.json()) {
      return VerbAnswer.fine(SessionJson.text(rows, now, others, facility));
    }
    String table = TableFormatter.format(rows, now, facility);
    return VerbAnswer.fine(all ? table + "\n\n" + ConnectionTable.format(others, now) : table);
  }
}
