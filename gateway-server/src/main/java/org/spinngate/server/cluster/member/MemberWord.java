package org.spinngate.server.cluster.member;

import org.spinngate.server.ledger.LedgerEntry;

/**
 * What a gateway says of itself that changes while it lives: a part of each of its beats. The key
 * by which it is a member is never changed, since every transaction names its version.
 *
 * <pre>
 *  state=draining       or nothing
 *  config=…             what its configuration is like
 * </pre>
 *
 * @param draining whether it takes nobody new and hands over what it has, because it is about to
 *     end
 * @param config digests of the parts of its configuration that should be alike, as {@code
 *     part:digest part:digest}; empty if it says nothing
 */
public record MemberWord(boolean draining, String config) {
  /** Of one that is up and says nothing of its configuration. */
  public static final MemberWord NONE = new MemberWord(false, "");

  /** What is said of the state of one that drains. */
  public static final String DRAINING = "draining";

  private static final String STATE = "state";
  private static final String CONFIG = "config";

  /** That of a beat. */
  public static MemberWord of(LedgerEntry beat) {
    Fields fields = Fields.of(beat.value());
    return new MemberWord(
        fields.text(STATE).filter(DRAINING::equals).isPresent(), fields.text(CONFIG).orElse(""));
  }

  Fields in(Fields beat) {
    Fields with = draining ? beat.and(STATE, DRAINING) : beat;
    return config.isEmpty() ? with : with.and(CONFIG, config);
  }

  /** The same of one that drains. */
  public MemberWord drains() {
    return new MemberWord(true, config);
  }

  /** The same with another configuration. */
  public MemberWord configured(String next) {
    return new MemberWord(draining, next);
  }
}
