package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** A client on a line that breaks again and again, through the real pipeline. */
@ExtendWith(LeakExtension.class)
class FlappingTest {
  private static final Open WISH = new Open("spin5-01", 0);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int TIMES_AN_HOUR = 1800;

  private LogCapture log;

  /** Its lines go their own way. */
  private LogCapture tables;

  private LinkBench bench;
  private Connection first;
  private Opened opened;

  @BeforeEach
  void open() throws SSLException {
    log = new LogCapture(LogCapture.EVERYTHING);
    tables = new LogCapture("org.spinngate.table");
    bench = new LinkBench();
    first = bench.connect().logIn("alice");
    first.next(Welcome.class);
    opened = first.say(WISH).next(Opened.class);
  }

  @AfterEach
  void close() {
    bench.close();
    log.close();
    tables.close();
  }

  @Test
  void anHourOfItIsUnderAHundredLinesInTheLog() {
    Connection present = first;
    for (int generation = 1; generation <= TIMES_AN_HOUR; generation++) {
      lose(present, generation - 1);
      bench.pass(SECOND);
      present = comeBack(generation);
      bench.pass(SECOND);
    }

    assertThat(tables.lines()).isNotEmpty();
    assertThat(
            Stream.of(log, tables)
                .flatMap(any -> any.lines().stream())
                .flatMap(String::lines)
                .count())
        .isLessThan(100);
    assertThat(log.lines())
        .as("and nothing is concealed")
        .anyMatch(
            line -> line.matches("session resumed after 1\\.0 s \\(and \\d+ more before it\\)"))
        .anyMatch(line -> line.matches("login accepted: user=alice .* repeats=\\d+"));
    assertThat(bench.sessions().count()).isEqualTo(1);
  }

  /** The session lives on the event loop of its first connection. */
  private void lose(Connection connection, int generation) {
    connection.close();
    if (generation > 0) {
      bench.forget(connection);
    }
  }

  private Connection comeBack(int generation) {
    Connection next = bench.connect().logIn("alice");
    next.next(Welcome.class);
    Resume wish = new Resume(WISH, opened.session(), opened.resumption().token(), generation);
    assertThat(next.say(wish).next(Opened.class).resumption().resumed()).isTrue();
    return next;
  }
}
