package org.spinngate.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.packaging.ScriptBench.Outcome;

/** What the scripts of bin/ do for a quick start. */
class QuickStartTest {
  @TempDir private Path folder;
  private ScriptBench bench;

  @BeforeEach
  void install() throws IOException {
    bench = new ScriptBench(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void theFirstRunMakesAnArchiveOfTheClassesWhichTheNextOneUses(String name) throws Exception {
    Map<String, String> java = Map.of("JAVA_HOME", bench.java("17").toString());
    bench.listClasses(name);

    List<String> first = bench.run(java, bench.script(name)).lines();
    await()
        .atMost(ScriptBench.PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> bench.archives().size() == 1);
    List<String> second = bench.run(java, bench.script(name)).lines();

    assertThat(first).noneMatch(line -> line.contains("SharedArchiveFile"));
    assertThat(second)
        .contains("<-XX:SharedArchiveFile=" + bench.archives().get(0).toRealPath() + ">", "<-jar>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void anArchiveIsMadeAtOnceWhenAPackageIsInstalledAndAnewForAnotherJava(String name)
      throws Exception {
    Map<String, String> java =
        Map.of("JAVA_HOME", bench.java("17").toString(), "GATEWAY_ARCHIVE", "make");
    Map<String, String> later =
        Map.of("JAVA_HOME", bench.java("21").toString(), "GATEWAY_ARCHIVE", "make");
    bench.listClasses(name);

    assertThat(bench.run(java, bench.script(name))).isEqualTo(new Outcome(0, List.of()));
    List<Path> made = bench.archives();
    assertThat(bench.run(later, bench.script(name)).exitCode()).isZero();

    assertThat(made).hasSize(1);
    assertThat(bench.archives()).hasSize(1).doesNotContainAnyElementsOf(made);
    assertThat(
            bench
                .run(Map.of("JAVA_HOME", bench.java("17.1").toString()), bench.script(name))
                .lines())
        .as("one of another Java is not used")
        .noneMatch(line -> line.contains("SharedArchiveFile"));
  }

  /** It is the one that the program was tried with, and needs not be asked for its version. */
  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void theRuntimeInsideThePackageComesFirstAndItsArchiveHasAFixedName(String name)
      throws Exception {
    bench.runtime("17 of the package");
    bench.listClasses(name);
    Map<String, String> other = Map.of("JAVA_HOME", bench.java("21").toString());
    Map<String, String> make = Map.of("GATEWAY_ARCHIVE", "make");

    assertThat(bench.run(make, bench.script(name))).isEqualTo(new Outcome(0, List.of()));
    List<String> lines = bench.run(other, bench.script(name)).lines();

    Path archive = bench.home().toRealPath().resolve("lib").resolve(name + "-runtime.jsa");
    assertThat(lines)
        .contains("version 17 of the package", "<-XX:SharedArchiveFile=" + archive + ">");
    assertThat(bench.archives()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void whereNoArchiveCanBeMadeAProgramStartsWithoutOne(String name) throws Exception {
    String java = bench.java("17").toString();
    bench.listClasses(name);
    Files.writeString(folder.resolve("dumps"), "fail");

    Outcome make =
        bench.run(Map.of("JAVA_HOME", java, "GATEWAY_ARCHIVE", "make"), bench.script(name));
    Outcome without =
        bench.run(Map.of("JAVA_HOME", java, "GATEWAY_ARCHIVE", "no"), bench.script(name));

    assertThat(make.exitCode()).isEqualTo(1);
    assertThat(make.lines())
        .singleElement()
        .asString()
        .startsWith(name + ": cannot make ")
        .contains(".jsa by " + java);
    assertThat(without.exitCode()).isEqualTo(42);
    assertThat(bench.archives()).isEmpty();
  }

  /** A client lives for minutes. */
  @Test
  void aClientHasTheCollectorAndTheCompilerThatBeginAtOnce() throws Exception {
    String java = bench.java("17").toString();

    List<String> usual =
        bench.run(Map.of("JAVA_HOME", java), bench.script("gateway-client")).lines();
    List<String> other =
        bench
            .run(
                Map.of("JAVA_HOME", java, "GATEWAY_CLIENT_OPTS", "-XX:+UseParallelGC"),
                bench.script("gateway-client"))
            .lines();

    assertThat(usual).containsSubsequence("<-XX:TieredStopAtLevel=1>", "<-XX:+UseSerialGC>");
    assertThat(other).contains("<-XX:+UseParallelGC>").doesNotContain("<-XX:+UseSerialGC>");
    assertThat(Files.readString(ScriptBench.SCRIPTS.resolve("gateway-client.cmd")))
        .contains("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms8m")
        .contains("-XX:MaxNewSize=16m %GATEWAY_CLIENT_OPTS% -jar");
  }
}
