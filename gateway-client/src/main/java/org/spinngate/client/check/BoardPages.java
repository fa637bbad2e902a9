package org.spinngate.client.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.ProtocolViolation;

/** The list of boards, which comes page by page. */
final class BoardPages {
  private static final int MOST_BOARDS = 100_000;

  private final List<Boards.Entry> entries = new ArrayList<>();

  /**
   * Takes the next page.
   *
   * @return all boards in the operator's order, once the list is whole
   */
  Optional<List<Boards.Entry>> take(Boards page) {
    entries.addAll(page.entries());
    if (entries.size() > MOST_BOARDS || (page.more() && page.entries().isEmpty())) {
      throw new ProtocolViolation("list of boards without end");
    }
    return page.more() ? Optional.empty() : Optional.of(List.copyOf(entries));
  }
}
