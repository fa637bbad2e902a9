package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final String LETTERS = "ab -\"\\\nä\u2028";

  @Test
  void plainWordsNeedNoQuotes() throws VerbRefusal {
    assertThat(Words.join(List.of("kick", "7f3a91c2", "--reason", "a b")))
        .isEqualTo("kick 7f3a91c2 --reason \"a b\"");
    assertThat(Words.split("  kick   7f3a91c2 ")).containsExactly("kick", "7f3a91c2");
    assertThat(Words.split("")).isEmpty();
  }

  @Test
  void whateverIsJoinedIsSplitAgain() throws VerbRefusal {
    long seed = 11;
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      List<String> words =
          IntStream.range(0, random.nextInt(5)).mapToObj(i -> word(random)).toList();

      String line = Words.join(words);

      assertThat(line).as("seed %d", seed).doesNotContain("\n");
      assertThat(Words.split(line)).as("seed %d", seed).isEqualTo(words);
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int left = random.nextInt(6); left > 0; left--) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"", "a\"b", "a\\", "\"a", "\"a\"b", "\"\\", "\"\\x\"", "a\tb", "\"a\u0000\""})
  void whatIsNotOfTheFormIsRefused(String line) {
    assertThatThrownBy(() -> Words.split(line))
        .isInstanceOfSatisfying(
            VerbRefusal.class, refusal -> assertThat(refusal.exitCode().number()).isEqualTo(2));
  }
}
