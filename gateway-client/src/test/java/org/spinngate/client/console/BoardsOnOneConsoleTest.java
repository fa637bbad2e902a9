package org.spinngate.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoardsOnOneConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void whatIsSaidOfOneOfThemBeginsWithItsName() {
    Console all =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            true,
            Runnable::run);
    Console one = all.about("spin5-03");

    one.progress("twenty");
    all.about("spin5-04").progress("ten");
    one.say("it is over");
    one.complain("it is bad");
    one.result("it is there");

    assertThat(err)
        .hasToString(
            "\rspin5-03: twenty\rspin5-04: ten   \r"
                + " ".repeat("spin5-04: ten".length())
                + "\rspin5-03: it is over"
                + System.lineSeparator()
                + "gateway-client: spin5-03: it is bad"
                + System.lineSeparator());
    assertThat(out).hasToString("it is there" + System.lineSeparator());
  }
}
