package org.spinngate.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.spinngate.protocol.text.SystemText;

@EnabledOnOs(OS.LINUX)
class ChildCommandTest {
  private static final SystemText ASCII = SystemText.ofLocale("US-ASCII");

  @Test
  void everyCharacterReachesTheProgramWhateverTheLocaleIs() throws Exception {
    List<String> words = List.of("Jörg's \"木\"", "", "$HOME `x` %s \\n", " a\nb\n\n", "*", "-n");

    List<String> command =
        ChildCommand.of(
            List.of(
                "/bin/sh",
                "-c",
                "for w; do printf '<%s>' \"$w\"; done",
                "ö",
                words.get(0),
                words.get(1),
                words.get(2),
                words.get(3),
                words.get(4),
                words.get(5)),
            ASCII);

    assertThat(command).allMatch(word -> word.chars().allMatch(c -> c < 0x80));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(new String(child.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("<" + String.join("><", words) + ">");
    assertThat(child.waitFor()).isZero();
  }

  @Test
  void aPlainCommandNeedsNoShell() {
    List<String> plain = List.of("python3", "a b.py", "$x");

    assertThat(ChildCommand.of(plain, ASCII)).isSameAs(plain);
    assertThat(ChildCommand.of(List.of("ö"), SystemText.ofLocale("UTF-8"))).containsExactly("ö");
  }
}
