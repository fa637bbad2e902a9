package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;

class FieldsTest {
  @Test
  void valuesAreReadAsTheyWereWritten() {
    Fields read = Fields.of(Fields.with("user", "a=b").and("term", 17).text());

    assertThat(read.text("user")).hasValue("a=b");
    assertThat(read.number("term")).hasValue(17L);
  }

  @Test
  void aLineBreakInAValueBeginsNoLine() {
    Fields read = Fields.of(Fields.with("user", "alice\nterm=3").text());

    assertThat(read.text("user")).hasValue("alice term=3");
    assertThat(read.number("term")).isEmpty();
  }

  @Test
  void whatIsNotKnownIsPassedOver() {
    Fields read = Fields.of("later=x\nnonsense\nterm=many\n");

    assertThat(read.text("home")).isEmpty();
    assertThat(read.number("term")).isEmpty();
  }

  @Test
  void anyTextIsRead() {
    Random random = new Random(18);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(40), 0, 0x180).forEach(text::appendCodePoint);

      assertThat(Fields.of(text.toString()).number("term")).isNotNull();
    }
  }

  @Test
  void aNameIsOnePartOfAKeyWhateverIsInIt() {
    assertThat(Keys.escaped("a/../b c*é")).isEqualTo("a%2F..%2Fb%20c%2A%C3%A9");
    assertThat(Keys.escaped("..")).isEqualTo("%2E.");
    assertThat(Keys.name(Keys.user("a/../b c*é"))).isEqualTo("a/../b c*é");
  }

  @Test
  void aBoardHasOneKeyByWhateverNameItIsReached() throws UnknownHostException {
    byte[] address = {10, 11, 12, 1};
    Board byName = board(InetAddress.getByAddress("spin5-03.example.org", address));
    Board byAddress = board(InetAddress.getByAddress(address));

    assertThat(Keys.board(byName)).isEqualTo(Keys.board(byAddress)).endsWith("10.11.12.1%3A17893");
  }

  private static Board board(InetAddress there) {
    Board.Addresses addresses =
        new Board.Addresses(
            new InetSocketAddress(there, 17893), new InetSocketAddress(there, 54321));
    return new Board(
        "spin5-03", addresses, false, new Board.Handling(Duration.ofMillis(1), 8, true), "");
  }
}
