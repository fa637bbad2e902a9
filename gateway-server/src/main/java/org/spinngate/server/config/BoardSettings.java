package org.spinngate.server.config;

import java.time.Duration;
import java.util.List;
import org.spinngate.protocol.TagMode;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.config.rule.Rules;

/**
 * One board.
 *
 * @param name what users give to {@code --board}
 * @param place where its two services are, or how it is simulated
 * @param addresses whether clients may learn its address, and where its IP tags may aim
 * @param access whether one session or several may hold it at a time
 * @param comment a few words for people, such as the rack; may be empty
 * @param handling what it can bear
 * @param upkeep what is done to it between its users
 */
public record BoardSettings(
    String name,
    BoardPlace place,
    AddressRules addresses,
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

  /**
   * What clients may know, and have its board do, with addresses at the facility.
   *
   * @param tell whether clients may learn the board's own
   * @param ipTags what becomes of requests that set an IP tag with an address
   * @param tagTargets IPv4 networks that tags may aim at unchanged, in every mode
   */
  public record AddressRules(boolean tell, TagMode ipTags, List<AddressBlock> tagTargets) {
    /** What holds unless the operator says otherwise. */
    public static final AddressRules USUAL = new AddressRules(true, TagMode.TRANSLATE, List.of());

    /** Copies the list. */
    public AddressRules {
      tagTargets = List.copyOf(tagTargets);
    }
  }

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
