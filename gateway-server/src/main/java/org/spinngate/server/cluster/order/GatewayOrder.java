package org.spinngate.server.cluster.order;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;

/**
 * An order to a gateway, and what it has said to it, as it stands in the ledger.
 *
 * <pre>
 *  kick=session         or user; or lift, which is nobody's kick
 *  name=7f3a91c2        which one; of a lift, as {@link BanTarget} writes it
 *  reason=…             the operator's
 *  said=done            once it is carried out; or unknown
 *  sessions=1           how many were ended
 *  connections=0        how many others were ended
 * </pre>
 */
record GatewayOrder(Whom whom, String reason, Optional<Said> said, Gone gone) {
  private static final String KICK = "kick";
  private static final String NAME = "name";
  private static final String REASON = "reason";
  private static final String SAID = "said";
  private static final String SESSIONS = "sessions";
  private static final String CONNECTIONS = "connections";

  /** The users who are made to leave, or let in again. */
  record Whom(Kind kind, String name) {}

  /** What a name means. */
  enum Kind {
    /** The eight digits of a session. */
    SESSION,
    /** A user, or an account of one. */
    USER,
    /** Whose bans are lifted. */
    LIFT;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static GatewayOrder session(String id, String reason) {
    return new GatewayOrder(new Whom(Kind.SESSION, id), reason, Optional.empty(), Gone.NOTHING);
  }

  static GatewayOrder user(String name, String reason) {
    return new GatewayOrder(new Whom(Kind.USER, name), reason, Optional.empty(), Gone.NOTHING);
  }

  static GatewayOrder lift(BanTarget target) {
    return new GatewayOrder(new Whom(Kind.LIFT, target.text()), "", Optional.empty(), Gone.NOTHING);
  }

  /** Reads one; empty if this build does not know its kind. */
  static Optional<GatewayOrder> of(LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    return kind(fields)
        .flatMap(kind -> fields.text(NAME).map(name -> new Whom(kind, name)))
        .map(
            whom ->
                new GatewayOrder(
                    whom,
                    fields.text(REASON).orElse(""),
                    said(fields),
                    new Gone(count(fields, SESSIONS), count(fields, CONNECTIONS))));
  }

  private static Optional<Kind> kind(Fields fields) {
    Optional<String> word = fields.text(KICK);
    return Arrays.stream(Kind.values())
        .filter(kind -> word.equals(Optional.of(kind.label())))
        .findFirst();
  }

  private static Optional<Said> said(Fields fields) {
    return fields.text(SAID).map(word -> word.equals(label(Said.DONE)) ? Said.DONE : Said.UNKNOWN);
  }

  private static int count(Fields fields, String key) {
    return fields.number(key).map(Long::intValue).orElse(0);
  }

  private static String label(Said said) {
    return said.name().toLowerCase(Locale.ROOT);
  }

  /** The same with its answer. */
  GatewayOrder answered(Optional<Gone> ended) {
    Said answer = ended.isPresent() ? Said.DONE : Said.UNKNOWN;
    return new GatewayOrder(whom, reason, Optional.of(answer), ended.orElse(Gone.NOTHING));
  }

  String text() {
    Fields fields = Fields.with(KICK, whom.kind.label()).and(NAME, whom.name).and(REASON, reason);
    return said.map(
            answer ->
                fields
                    .and(SAID, label(answer))
                    .and(SESSIONS, gone.sessions())
                    .and(CONNECTIONS, gone.connections()))
        .orElse(fields)
        .text();
  }
}
