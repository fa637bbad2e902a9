package org.spinngate.documentation;

import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ExitCode;

/** docs/reference-words.md, made from the enums of the module protocol. */
final class WordsPage {
  private static final String SOURCES = "protocol/src/main/java/org/spinngate/protocol/";

  private static final String HEAD =
      """
      # Reference: exit codes, close causes, drop reasons

      For users and operators who meet a number or a word and want to know what it means. This page is made from the code; see [reference.md](reference.md).

      ## Exit codes

      Of both programs, except that `run` passes on the exit code of the program that it ran.

      """;

  private static final String CAUSES =
      """

      130 is the shell's: Ctrl-C or SIGTERM came before the client was done, for instance before `run` could start the program.
      `connect` is ended by Ctrl-C, and its exit code is 0. 127: `run` could not start the program.

      ## Close causes

      Every end of a session or connection has exactly one. The word is in the log and in the metrics
      (`spinngate_sessions_ended_total`, or `spinngate_refusals_total` if there was no session), and the client is told it.
      *Code* is the number on the wire; *exit* is the exit code of the client; *temporary* says whether a client tries again by itself.
      Of connections that do not get as far as a login only some leave a line in the log, see [the log](observing.md#the-log).

      """;

  private static final String REASONS =
      """

      ## Drop reasons

      Datagrams that a program dropped. The server's are in the column DROPS, in the last line of a session
      (`session ended before: dropped …` has what came after it) and in `spinngate_drops_total`; the client's are in its last line.
      They never stand on the wire. How the numbers add up is in [observing.md](observing.md#nothing-vanishes).

      """;

  private WordsPage() {}

  static String text() {
    return HEAD + exitCodes() + CAUSES + causes() + REASONS + reasons();
  }

  private static MarkdownTable exitCodes() {
    EnumComments comments = new EnumComments(SOURCES + "ExitCode.java");
    MarkdownTable table = new MarkdownTable("code", "means");
    for (ExitCode code : ExitCode.values()) {
      table.row(Integer.toString(code.number()), comments.meaning(code));
    }
    return table;
  }

  private static MarkdownTable causes() {
    EnumComments comments = new EnumComments(SOURCES + "CloseCause.java");
    MarkdownTable table =
        new MarkdownTable("code", "cause", "exit", "temporary", "means", "what operators do");
    for (CloseCause cause : CloseCause.values()) {
      table.row(
          Integer.toString(cause.code()),
          "`" + cause.label() + "`",
          Integer.toString(cause.exitCode().number()),
          cause.temporary() ? "yes" : "no",
          comments.meaning(cause),
          comments.advice(cause));
    }
    return table;
  }

  private static MarkdownTable reasons() {
    EnumComments comments = new EnumComments(SOURCES + "DropReason.java");
    MarkdownTable table = new MarkdownTable("reason", "means", "what operators do");
    for (DropReason reason : DropReason.values()) {
      table.row("`" + reason.label() + "`", comments.meaning(reason), comments.advice(reason));
    }
    return table;
  }
}
