package org.spinngate.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who reads the name of a type should know which one is meant, in all modules. */
class TypeNamesTest {
  private static final String A_BOARDS_OWN = "the simulated board is an island with its own words";

  /** Names that exist twice, and why they may. */
  private static final Map<String, String> TWICE =
      Map.of(
          "Main", "each program begins in one",
          "BootImage", A_BOARDS_OWN,
          "BootPacket", A_BOARDS_OWN);

  @Test
  void noNameExistsTwiceUnlessThereIsAReason() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (String module : new String[] {"protocol", "gateway-server", "gateway-client"}) {
      types(module).forEach((name, count) -> counts.merge(name, count, Long::sum));
    }
    counts.values().removeIf(count -> count == 1);

    assertThat(counts.keySet()).isEqualTo(TWICE.keySet());
  }

  private static Map<String, Long> types(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
          .collect(Collectors.groupingBy(name -> name.replace(".java", ""), Collectors.counting()));
    }
  }
}
