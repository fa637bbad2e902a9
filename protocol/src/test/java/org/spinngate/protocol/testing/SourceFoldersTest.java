package org.spinngate.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies anywhere else below {@code src} is neither compiled nor run, and nobody notices. */
class SourceFoldersTest {
  private static final List<String> COMPILED = List.of("java", "resources");

  @ParameterizedTest
  @CsvSource({
    "protocol,main", "protocol,test",
    "gateway-server,main", "gateway-server,test",
    "gateway-client,main", "gateway-client,test"
  })
  void onlyWhatIsCompiledOrPackedLiesBelow(String module, String kind) throws IOException {
    Path folder = Path.of("..", module, "src", kind);

    try (Stream<Path> parts = Files.list(folder)) {
      assertThat(parts.map(part -> part.getFileName().toString()))
          .isNotEmpty()
          .isSubsetOf(COMPILED);
    }
  }
}
