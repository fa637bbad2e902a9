package org.spinngate.client.console;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Opened;

/**
 * Tells the user what happens to the session. A line is not repeated while nothing new happens.
 * Confined to the event loop.
 */
public final class SessionReport implements LinkEvents {
  private final Console console;
  private final String board;
  private final HolderWords holders;
  private final Consumer<Opened> ready;
  private final LongSupplier nanoTime;
  private final BootProgressLine bootProgress;
  private String latest = "";
  private boolean lost;
  private long lostAt;

  /**
   * @param console where to
   * @param board the board's name
   * @param holders says who has a board
   * @param ready prints the line that scripts wait for
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SessionReport(
      Console console,
      String board,
      HolderWords holders,
      Consumer<Opened> ready,
      LongSupplier nanoTime) {
    this.console = console;
    this.board = board;
    this.holders = holders;
    this.ready = ready;
    this.nanoTime = nanoTime;
    this.bootProgress = new BootProgressLine(console, board, nanoTime);
  }

  @Override
  public void changed(LinkState state) {
    if (state instanceof LinkState.WaitingForBoard waiting) {
      sayOnce(place(waiting));
    } else if (state instanceof LinkState.Waiting waiting) {
      lost(waiting);
    } else if (state instanceof LinkState.Up up) {
      up(up.session());
    }
  }

  private String place(LinkState.WaitingForBoard waiting) {
    return "waiting for board "
        + board
        + ", place "
        + waiting.position()
        + " in the queue"
        + waiting.holder().map(holder -> "; in use by " + holders.of(holder)).orElse("");
  }

  private void lost(LinkState.Waiting waiting) {
    String reason = Plain.of(waiting.why().text());
    if (lost) {
      sayOnce(reason + "; still trying");
    } else {
      lost = true;
      lostAt = nanoTime.getAsLong();
      sayOnce(reason + "; reconnecting, the local ports stay bound");
    }
  }

  private void up(Opened session) {
    if (lost) {
      lost = false;
      Duration outage = Duration.ofNanos(nanoTime.getAsLong() - lostAt);
      boolean same = session.resumption().resumed();
      String how = same ? ", in the same session" : "";
      console.say("connected again after " + AmountWords.seconds(outage) + how);
    }
    latest = "";
    if (!session.resumption().resumed()) {
      ready.accept(session);
    }
  }

  private void sayOnce(String line) {
    if (!line.equals(latest)) {
      latest = line;
      console.say(line);
    }
  }

  @Override
  public void notice(String text) {
    console.say("the server says: " + Plain.of(text));
  }

  @Override
  public void boot(BootReport report) {
    bootProgress.show(report);
  }
}
