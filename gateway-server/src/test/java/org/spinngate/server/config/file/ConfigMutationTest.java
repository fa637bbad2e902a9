package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with a slip of the hand in it is either used or explained. */
class ConfigMutationTest {
  private static final int ROUNDS = 500;

  private static final String VALID =
      """
      gateway {
        listen = ["127.0.0.1:17894", "[::]:0"]
        session { resume-grace = 30s, idle-timeout = 30m, max-duration = 8h, max-per-user = 4 }
        limits { connections = 500, connections-per-address = 20 } # a comment
        boards {
          spin5-03 { host = "10.1.1.3", scp-port = 17893, access = exclusive, comment = "rack 1" }
          "demo.1" { simulated = true, simulation { kind = spin3, loss = 0.5 } }
        }
        users { alice { tokens = ["sha256:%s"], boards = ["spin5-*"], expires = 2027-01-31 } }
        table.interval = 60s
        legacy { enabled = false, allow = ["10.0.0.0/8"], clients { "10.0.0.7" = "spin5-04" } }
      }
      """
          .formatted("0123456789abcdef".repeat(4));

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    "=",
    ":",
    ",",
    "\"",
    "${",
    "${?x}",
    "+=",
    "#",
    "\n",
    " ",
    "0",
    "-",
    ".",
    "null",
    "true",
    "1e999",
    "\"\"\"",
    "//",
    "\\",
    "\u0000",
    "é",
    "\\u12",
    "include ",
    "@",
    "$",
    "("
  };

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  @Test
  void aMutatedFileIsUsedOrExplained() {
    SplittableRandom random = new SplittableRandom(20260101);
    int used = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = mutated(random);
      try {
        assertThat(parse(text).config()).isNotNull();
        used++;
      } catch (InvalidConfiguration e) {
        assertThat(e.problems()).as(text).isNotEmpty();
        assertThat(e.problems()).allMatch(problem -> problem.toString().lines().count() == 1);
      } catch (RuntimeException e) {
        throw new AssertionError("round " + i + ":\n" + text, e);
      }
    }
    assertThat(used).isBetween(1, ROUNDS - 1);
  }

  /** A slip in an address makes a name of it, and nobody is to be asked for that. */
  private static ConfigReader.Result parse(String text) throws InvalidConfiguration {
    return ConfigReader.parse(
        text,
        folder.resolve("server.conf"),
        Clock.systemUTC(),
        host -> {
          if (host.matches("[0-9.]+|.*:.*")) {
            return InetAddress.getByName(host);
          }
          throw new UnknownHostException(host);
        });
  }

  private static String mutated(SplittableRandom random) {
    StringBuilder text = new StringBuilder(VALID);
    int changes = random.nextInt(1, 5);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(1, 12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        default -> text.setCharAt(at, (char) random.nextInt(1, 256));
      }
    }
    return text.toString();
  }
}
