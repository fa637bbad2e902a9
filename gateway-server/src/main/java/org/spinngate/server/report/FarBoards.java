package org.spinngate.server.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.FarSession;

/** Which gateway serves each board, and what this one knows of those that others serve. */
final class FarBoards {
  private final String own;
  private final Map<String, String> gateways = new HashMap<>();
  private final Map<String, List<FarSession>> sessions;

  FarBoards(Facility facility) {
    this.own = facility.name();
    this.sessions = facility.elsewhere().stream().collect(Collectors.groupingBy(FarSession::board));
    facility
        .rows()
        .forEach(row -> row.boards().forEach(board -> gateways.put(board, row.said().name())));
  }

  /** The name of the gateway that serves a board, if one does. */
  Optional<String> gateway(String board) {
    return Optional.ofNullable(gateways.get(board));
  }

  /** The sessions of a board at another gateway, the oldest first. */
  List<FarSession> sessions(String board) {
    return sessions.getOrDefault(board, List.of());
  }

  /** Whether only another gateway knows who waits for a board, and how it is. */
  boolean isFar(String board) {
    return gateway(board).filter(name -> !name.equals(own)).isPresent()
        || !sessions(board).isEmpty();
  }
}
