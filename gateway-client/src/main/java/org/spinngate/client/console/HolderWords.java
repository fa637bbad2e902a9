package org.spinngate.client.console;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.spinngate.protocol.Holder;

/** Says who has a board: {@code alice since 14:02, idle 3 min}. */
public final class HolderWords {
  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Clock clock;

  /**
   * @param clock today's date and the user's time zone
   */
  public HolderWords(Clock clock) {
    this.clock = clock;
  }

  /** The holder in words. */
  public String of(Holder holder) {
    ZonedDateTime since = holder.since().atZone(clock.getZone());
    boolean today = since.toLocalDate().equals(LocalDate.now(clock));
    return Plain.of(holder.user())
        + " since "
        + since.format(today ? TODAY : EARLIER)
        + ", idle "
        + AmountWords.about(holder.idle());
  }
}
