package org.spinngate.server.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void plainValues() {
    assertThat(Json.of(null)).isEqualTo("null");
    assertThat(Json.of(true)).isEqualTo("true");
    assertThat(Json.of(42)).isEqualTo("42");
    assertThat(Json.of(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(Json.of("spin5-03")).isEqualTo("\"spin5-03\"");
    assertThat(Json.of("")).isEqualTo("\"\"");
  }

  @Test
  void aFractionHasNoExponentAndNoNeedlessZeros() {
    assertThat(Json.of(38.4)).isEqualTo("38.4");
    assertThat(Json.of(100.0)).isEqualTo("100");
    assertThat(Json.of(0.0)).isEqualTo("0");
    assertThat(Json.of(0.000001)).isEqualTo("0.000001");
    assertThat(Json.of(1e12)).isEqualTo("1000000000000");
  }

  @Test
  void whatCannotStandInAStringIsEscaped() {
    assertThat(Json.of("a\"b\\c\n\t\u0000\u007f"))
        .isEqualTo("\"a\\\"b\\\\c\\u000a\\u0009\\u0000\\u007f\"");
    assertThat(Json.of("</script>&\u2028")).isEqualTo("\"\\u003c/script>&\\u2028\"");
  }

  @Test
  void wholeCharactersStayAndHalfOnesAreEscaped() {
    String brain = new String(Character.toChars(0x1f9e0));

    assertThat(Json.of("Zürich " + brain)).isEqualTo("\"Zürich " + brain + "\"");
    assertThat(Json.of(brain.substring(0, 1))).isEqualTo("\"\\ud83e\"");
    assertThat(Json.of("a" + brain.substring(1))).isEqualTo("\"a\\udde0\"");
  }

  @Test
  void nestedObjectsKeepTheirOrder() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("b", List.of(1, "x", List.of()));
    object.put("a", Map.of());
    object.put("c", Arrays.asList(null, Map.of("d", false)));

    assertThat(Json.of(object))
        .isEqualTo("{\"b\": [1, \"x\", []], \"a\": {}, \"c\": [null, {\"d\": false}]}");
  }

  @Test
  void whatHasNoFormIsRefused() {
    assertThatThrownBy(() -> Json.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.of(Float.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.of(Instant.EPOCH)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyTextComesBackThroughAParser() {
    long seed = 5;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String text =
          random
              .ints(random.nextInt(20), 0, 0x3000)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      String json = Json.of(Map.of("text", text));

      assertThat(ConfigFactory.parseString(json).getString("text"))
          .as("seed %d", seed)
          .isEqualTo(text);
      assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(json);
    }
  }
}
