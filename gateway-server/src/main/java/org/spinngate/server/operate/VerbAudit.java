package org.spinngate.server.operate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator changed, on the logger for audits. The form of these lines is fixed: programs
 * read them.
 */
final class VerbAudit {
  private static final Logger LOG = LoggerFactory.getLogger("org.spinngate.audit");
  private static final String NOTHING = "-";

  private VerbAudit() {}

  /**
   * One line.
   *
   * @param by the user number of the one who asked, or {@code ?}
   * @param result how the answer begins: {@code ok}, or {@code ok} or {@code error} and the exit
   *     code if that is not 0, which counts as an error
   */
  static void note(Verb verb, Arguments arguments, String by, String result) {
    LOG.info(
        "operator: verb={} object={} reason={} by={} result={}",
        verb.name(),
        word(arguments.object().orElse(NOTHING)),
        quoted(arguments.options().getOrDefault(Arguments.REASON, NOTHING)),
        by,
        result.replaceFirst("^ok ", "error ").replace(' ', '-'));
  }

  /** On one line and without a space, so that no field can be forged. */
  private static String word(String text) {
    return text.replaceAll("[^\\p{Alnum}._@+:/()-]", "?");
  }

  private static String quoted(String text) {
    return '"' + text.replaceAll("\\p{Cntrl}", "?").replace('"', '\'') + '"';
  }
}
