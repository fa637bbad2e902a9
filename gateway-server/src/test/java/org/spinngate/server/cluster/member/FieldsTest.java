package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

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
}
