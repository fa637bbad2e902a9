package org.spinngate.server.cluster.care;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What the operator wants of a board's power, on its way to the board's home and back.
 *
 * <pre>
 *  power=off        or on, or cycle
 *  place=…          of the board
 *  news=…           what the home does meanwhile
 *  said=done        once that is over; or another result
 *  words=…          for people
 * </pre>
 *
 * @param said once it is over
 */
record FarPowerOrder(String place, PowerOrder what, String news, Optional<PowerOutcome> said) {
  private static final String POWER = "power";
  private static final String PLACE = "place";
  private static final String NEWS = "news";
  private static final String SAID = "said";
  private static final String WORDS = "words";

  static FarPowerOrder of(String place, PowerOrder what) {
    return new FarPowerOrder(place, what, "", Optional.empty());
  }

  /** Reads one; empty if it is no order about power. */
  static Optional<FarPowerOrder> of(LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    return Stream.of(PowerOrder.values())
        .filter(what -> fields.text(POWER).filter(what.label()::equals).isPresent())
        .findFirst()
        .map(
            what ->
                new FarPowerOrder(
                    fields.text(PLACE).orElse(""),
                    what,
                    fields.text(NEWS).orElse(""),
                    fields.text(SAID).map(word -> outcome(word, fields))));
  }

  private static PowerOutcome outcome(String word, Fields fields) {
    PowerOutcome.Result result =
        Stream.of(PowerOutcome.Result.values())
            .filter(one -> label(one).equals(word))
            .findFirst()
            .orElse(PowerOutcome.Result.FAILED);
    return new PowerOutcome(result, fields.text(WORDS).orElse(""));
  }

  private static String label(PowerOutcome.Result result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  /** The same with what is done. */
  FarPowerOrder telling(String words) {
    return new FarPowerOrder(place, what, words, said);
  }

  /** The same with its end. */
  FarPowerOrder over(PowerOutcome outcome) {
    return new FarPowerOrder(place, what, news, Optional.of(outcome));
  }

  String text() {
    Fields fields = Fields.with(POWER, what.label()).and(PLACE, place).and(NEWS, news);
    return said.map(
            outcome -> fields.and(SAID, label(outcome.result())).and(WORDS, outcome.words()).text())
        .orElseGet(fields::text);
  }
}
