package org.spinngate.server.admission;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which gateway serves each board, and what this one knows of those that others serve; as it was
 * when this was made.
 *
 * <p>Not thread-safe.
 */
public final class FarBoards {
  private final String own;
  private final Map<String, String> gateways = new HashMap<>();
  private final Map<String, List<FarSession>> sessions;

  /** Looks at a facility as it is known at this moment. */
  public FarBoards(Facility facility) {
    this.own = facility.name();
    this.sessions = facility.elsewhere().stream().collect(Collectors.groupingBy(FarSession::board));
    facility
        .rows()
        .forEach(row -> row.boards().forEach(board -> gateways.put(board, row.said().name())));
  }

  /** The name of the gateway that serves a board, if one does. */
  public Optional<String> gateway(String board) {
    return Optional.ofNullable(gateways.get(board));
  }

  /** The sessions of a board at another gateway, the oldest first. */
  public List<FarSession> sessions(String board) {
    return sessions.getOrDefault(board, List.of());
  }

  /** Whether only another gateway knows who waits for a board, and how it is. */
  public boolean isFar(String board) {
    return gateway(board).filter(name -> !name.equals(own)).isPresent()
        || !sessions(board).isEmpty();
  }
}
