package org.spinngate.client.command;

import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a program that is run finds in its environment: where its boards are. */
final class ProgramVariables {
  private ProgramVariables() {}

  /**
   * The variables.
   *
   * @param boards in the user's order, in which they are numbered from 1
   */
  static Map<String, String> of(List<WatchedSession> boards) throws UnknownHostException {
    Map<String, String> variables = new LinkedHashMap<>();
    WatchedSession first = boards.get(0);
    variables.put("SPINNGATE_LOCAL_ADDRESS", first.bind());
    variables.put("SPINNGATE_LOCAL_SCP_PORT", String.valueOf(first.client().scpPort()));
    variables.put("SPINNGATE_LOCAL_BOOT_PORT", String.valueOf(first.client().bootPort()));
    variables.put(
        "SPINNGATE_BOARDS",
        boards.stream().map(WatchedSession::board).collect(Collectors.joining(" ")));
    for (int i = 0; i < boards.size(); i++) {
      WatchedSession board = boards.get(i);
      int number = i + 1;
      variables.put("SPINNGATE_HOST_" + number, board.host().getHostAddress());
      variables.put("SPINNGATE_SCP_PORT_" + number, String.valueOf(board.client().scpPort()));
      variables.put("SPINNGATE_BOOT_PORT_" + number, String.valueOf(board.client().bootPort()));
    }
    return variables;
  }
}
