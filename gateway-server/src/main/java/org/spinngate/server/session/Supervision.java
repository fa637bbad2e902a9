package org.spinngate.server.session;

import java.util.Optional;
import org.spinngate.protocol.CloseCause;

/**
 * What the operator does to sessions that are open.
 *
 * <p>Thread-safe.
 */
public final class Supervision {
  private final SessionTable table;
  private final Permissions permissions;
  private final SessionMemory memory;

  /**
   * @param permissions by which sessions are checked anew
   * @param memory remembers who was made to leave
   */
  public Supervision(SessionTable table, Permissions permissions, SessionMemory memory) {
    this.table = table;
    this.permissions = permissions;
    this.memory = memory;
  }

  /**
   * Ends a session, and keeps its user away from its board for a minute.
   *
   * @param reason told to the user; may be empty
   * @return whether there is such a session
   */
  public boolean kick(SessionId id, String reason) {
    Optional<Session> found = table.find(id);
    found.ifPresent(session -> kick(session, reason));
    return found.isPresent();
  }

  private void kick(Session session, String reason) {
    String words = CloseCause.KICKED.sentence() + (reason.isBlank() ? "" : ": " + reason.strip());
    memory.kicked(session, words);
    session.end(CloseCause.KICKED, words);
  }

  /** Tells everybody something. */
  public void announce(String text) {
    table.sessions().forEach(session -> session.tell(text));
  }

  /**
   * Holds every session against the permissions of this moment. One that lost its own gets a notice
   * and ends soon; one that has it back goes on.
   *
   * @return how many will end
   */
  public int recheck() {
    int ending = 0;
    for (Session session : table.sessions()) {
      ending += recheck(session) ? 1 : 0;
    }
    return ending;
  }

  private boolean recheck(Session session) {
    Optional<Refusal> objection = permissions.objection(session.user(), session.board());
    objection.ifPresentOrElse(refusal -> session.revoke(refusal.text()), session::permitted);
    return objection.isPresent();
  }
}
