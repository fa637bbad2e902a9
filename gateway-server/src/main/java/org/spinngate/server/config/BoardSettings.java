package org.spinngate.server.config;

import java.time.Duration;

/**
 * One board.
 *
 * @param name what users give to {@code --board}
 * @param place where its two services are, or how it is simulated
 * @param tellAddress whether clients may learn its address
 * @param access whether one session or several may hold it at a time
 * @param comment a few words for people, such as the rack; may be empty
 * @param bootGap least time between two boot packets on the board's network
 * @param scpWindow most SCP requests in flight towards the board, 0 for no limit
 * @param singleReply whether a second reply to one SCP request is dropped
 */
public record BoardSettings(
    String name,
    BoardPlace place,
    boolean tellAddress,
    Access access,
    String comment,
    Duration bootGap,
    int scpWindow,
    boolean singleReply) {

  /** Checks the name and every range. */
  public BoardSettings {
    new Rules()
        .that(Names.isBoard(name), "", Names.BOARD_RULE)
        .that(
            comment.length() <= 200 && comment.chars().noneMatch(Character::isISOControl),
            "comment",
            "must be one line of at most 200 characters")
        .between("boot-gap", bootGap, Duration.ZERO, Duration.ofSeconds(1))
        .between("scp-window", scpWindow, 0, 256)
        .hold();
  }
}
