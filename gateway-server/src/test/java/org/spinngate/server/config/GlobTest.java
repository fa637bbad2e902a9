package org.spinngate.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names a pattern means. */
class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "spin5-*, spin5-03, true",
    "spin5-*, spin5-, true",
    "spin5-*, spin3-03, false",
    "*, anything, true",
    "*-0?, spin5-03, true",
    "*-0?, spin5-0, false",
    "*a*b, xaxbxab, true",
    "*a*b, xaxbxa, false",
    "demo, demo, true",
    "demo, Demo, false",
    "demo, demo-1, false",
    "a.c, abc, false",
    "**, x, true",
  })
  void aStarIsAnythingAndAQuestionMarkIsOneCharacter(String glob, String name, boolean matches) {
    assertThat(Glob.matches(glob, name)).isEqualTo(matches);
  }

  @Test
  void itAgreesWithTheSlowAndObviousWay() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100_000; i++) {
      String glob = random(random, "ab*?");
      String name = random(random, "ab");
      String regex = glob.replace("*", ".*").replace("?", ".");

      assertThat(Glob.matches(glob, name))
          .as("%s over %s", glob, name)
          .isEqualTo(Pattern.matches(regex, name));
    }
  }

  @Test
  void aPatternThatRuinsBacktrackingIsAnsweredAnyhow() {
    assertThat(Glob.matches("*a".repeat(5_000) + "b", "a".repeat(20_000))).isFalse();
  }

  private static String random(SplittableRandom random, String letters) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
