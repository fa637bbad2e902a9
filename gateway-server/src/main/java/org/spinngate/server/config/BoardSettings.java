package org.spinngate.server.config;

import java.time.Duration;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.config.rule.Rules;

/**
 * One board.
 *
 * @param name what users give to {@code --board}
 * @param place where its two services are, or how it is simulated
 * @param tellAddress whether clients may learn its address
 * @param access whether one session or several may hold it at a time
 * @param comment a few words for people, such as the rack; may be empty
 * @param handling what it can bear
 * @param upkeep what is done to it between its users
 */
public record BoardSettings(
    String name,
    BoardPlace place,
    boolean tellAddress,
    Access access,
    String comment,
    Handling handling,
    Upkeep upkeep) {

  /**
   * What a board, and the tools that speak to it, can bear.
   *
   * @param bootGap least time between two boot packets on the board's network
   * @param scpWindow most SCP requests in flight towards the board, 0 for no limit
   * @param singleReply whether a second reply to one SCP request is dropped
   */
  public record Handling(Duration bootGap, int scpWindow, boolean singleReply) {}

  /** Checks the name and every range. */
  public BoardSettings {
    new Rules()
        .that(Names.isBoard(name), "", Names.BOARD_RULE)
        .that(
            comment.length() <= 200 && comment.chars().noneMatch(Character::isISOControl),
            "comment",
            "must be one line of at most 200 characters")
        .between("boot-gap", handling.bootGap, Duration.ZERO, Duration.ofSeconds(1))
        .between("scp-window", handling.scpWindow, 0, 256)
        .hold();
  }
}
