package org.spinngate.client.check;

import java.util.Optional;
import java.util.function.Function;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Holder;

/** What is known of the board, by the server's list and by its own answers. */
final class BoardStep {
  private static final String BOOTED = "booted";
  private static final String AGAIN = "check again; if it stays so, tell the operator";

  private final String board;
  private final Optional<Boards.Entry> entry;
  private final Function<Holder, String> holders;

  /**
   * @param board its name
   * @param entry of it in the server's list, if it is there
   * @param holders says who has a board
   */
  BoardStep(String board, Optional<Boards.Entry> entry, Function<Holder, String> holders) {
    this.board = board;
    this.entry = entry;
    this.holders = holders;
  }

  /** Why the server does not give the board, if that is known already. */
  Optional<Finding> obstacle() {
    if (entry.isEmpty()) {
      return Optional.of(
          bad(
              ExitCode.BOARD_REFUSED,
              "board " + board + " is unknown or not permitted",
              "'gateway-client boards' lists those that you may use"));
    }
    Boards.Entry known = entry.get();
    if (known.holder().isPresent() && !known.shared()) {
      return Optional.of(
          bad(
              ExitCode.BOARD_BUSY,
              "board " + board + " is in use by " + holders.apply(known.holder().get()),
              "queue for it with connect --wait, or take another board"));
    }
    return state().equals("disabled")
        ? Optional.of(
            bad(
                ExitCode.BOARD_BUSY,
                "board " + board + " is out of service",
                "the operator has taken it out of service; take another board"))
        : Optional.empty();
  }

  /** What the server's list says, if nothing keeps the user from having the board. */
  Finding listed() {
    String says = "board " + board + " is " + state() + ", the gateway says";
    return switch (state().split(" ", -1)[0]) {
      case BOOTED, "in" -> Finding.good(Step.BOARD, says);
      case "unbooted" -> unbooted(says);
      case "booting" -> starting(says);
      case "unreachable" ->
          bad(ExitCode.BOARD_BUSY, "board " + board + " is silent", "tell the operator");
      default ->
          Finding.remark(
              Step.BOARD,
              says + ", which has not heard it yet",
              "check again with -b " + board + " to have it asked");
    };
  }

  /** What the board has answered. */
  Finding answered(VersionAnswers answers) {
    if (answers.isSilent()) {
      return silent(answers.asked());
    }
    String runs = answers.software().map(software -> " runs " + software).orElse(" answers");
    String share = ", " + answers.answers().count() + " of " + answers.asked() + " answers came";
    return answers.answers().starting()
        ? starting("board " + board + " is starting up")
        : Finding.good(Step.BOARD, "board " + board + runs + share);
  }

  private Finding silent(int asked) {
    if (state().equals("unbooted")) {
      return unbooted("board " + board + " is unbooted, the gateway says, and gives no answer");
    }
    return bad(
        ExitCode.BOARD_BUSY,
        "board " + board + " is silent: " + asked + " questions, no answer",
        "the gateway says that it is "
            + state()
            + "; a board that was not booted is silent too: boot it with your tool, and if that"
            + " fails tell the operator");
  }

  /** The server did not give the board after all. */
  static Finding refused(Ending ending) {
    ExitCode code = ending.exitCode() == ExitCode.FINE ? ExitCode.UNREACHABLE : ending.exitCode();
    return bad(code, ending.text(), advice(ending));
  }

  private static String advice(Ending ending) {
    if (ending instanceof Ending.Caused caused) {
      return switch (caused.cause()) {
        case BOARD_BUSY -> "the board was free a moment ago; queue for it with connect --wait";
        case USER_LIMIT -> "end another session of yours; is an old client still running?";
        default -> AGAIN;
      };
    }
    return AGAIN;
  }

  static Finding unnamed(int boards) {
    return Finding.notChecked(
        Step.BOARD,
        "no board is named",
        "add -b NAME, one of the " + boards + " that 'gateway-client boards' lists");
  }

  private static Finding unbooted(String text) {
    return Finding.remark(
        Step.BOARD, text, "boot it with your tool; a board says nothing before its boot");
  }

  private static Finding starting(String text) {
    return Finding.remark(Step.BOARD, text, "wait a few seconds, and check again");
  }

  private static Finding bad(ExitCode code, String text, String advice) {
    return Finding.bad(Step.BOARD, code, text, advice);
  }

  /** What the board runs, if the server's list says so. */
  Optional<String> software() {
    return state().startsWith(BOOTED + " ")
        ? Optional.of(state().substring(BOOTED.length() + 1))
        : Optional.empty();
  }

  private String state() {
    return entry.map(Boards.Entry::state).orElse("unknown");
  }
}
