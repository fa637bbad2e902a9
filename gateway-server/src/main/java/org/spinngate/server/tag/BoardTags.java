package org.spinngate.server.tag;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.spinngate.protocol.tag.TagLedger;

/**
 * The IP tags of one board: who has set which, and what the operator allows at present.
 *
 * <p>Thread-safe.
 */
public final class BoardTags {
  private final TagLedger ledger = new TagLedger();
  private final AtomicReference<TagRules> rules = new AtomicReference<>(TagRules.USUAL);

  /** Who has set which. */
  public TagLedger ledger() {
    return ledger;
  }

  /** What holds for a request that comes now. */
  public TagRules rules() {
    return Objects.requireNonNull(rules.get(), "there from the beginning");
  }

  /** From now on these hold, also in sessions that are open. */
  public void follow(TagRules next) {
    rules.set(next);
  }
}
