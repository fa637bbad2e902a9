package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and what the server keeps of them. */
class TokenHashTest {
  /** The example of FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void itIsTheSha256OfTheTokensUtf8Bytes() {
    assertThat(TokenHash.of("abc").text()).isEqualTo(ABC);
    assertThat(TokenHash.parse(ABC))
        .isEqualTo(TokenHash.of("abc"))
        .hasSameHashCodeAs(TokenHash.of("abc"));
    assertThat(TokenHash.parse(ABC).matches(TokenHash.of("abd"))).isFalse();
    assertThat(TokenHash.parse(ABC)).isNotEqualTo(TokenHash.of("abd"));
  }

  @Test
  void itIsNotPrinted() {
    assertThat(TokenHash.of("abc")).hasToString("sha256:…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha256:BA78", "md5:00", "ba7816bf"})
  void otherFormsAreRefusedWithoutRepeatingThem(String text) {
    assertThatThrownBy(() -> TokenHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the hash of a token");
  }

  @Test
  void freshTokensAreOf256BitsAndNeverTheSame() {
    SecureRandom random = new SecureRandom();
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      tokens.add(Tokens.fresh(random));
    }

    assertThat(tokens).hasSize(1000).allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
  }
}
