package org.spinngate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.packaging.ScriptBench.Outcome;

/** The scripts of bin/ for POSIX, with a Java that only says what it was asked to do. */
class StartScriptTest {
  @TempDir private Path folder;
  private ScriptBench bench;

  @BeforeEach
  void install() throws IOException {
    bench = new ScriptBench(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void everyArgumentAndTheExitCodeArePassedOnUnchanged(String name) throws Exception {
    Outcome outcome =
        bench.run(
            Map.of("JAVA_HOME", bench.java("17.0.15").toString()),
            bench.script(name),
            "one two",
            "",
            "*",
            "$HOME",
            "--reason=it's");

    Path jar = bench.home().toRealPath().resolve("lib").resolve(name + ".jar");
    assertThat(outcome.lines())
        .startsWith(folder.toRealPath().toString(), "version 17.0.15", "LC_ALL C.UTF-8")
        .endsWith(
            "<-jar>", "<" + jar + ">", "<one two>", "<>", "<*>", "<$HOME>", "<--reason=it's>");
    assertThat(outcome.exitCode()).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({
    "gateway-server, GATEWAY_SERVER_OPTS, GATEWAY_CLIENT_OPTS",
    "gateway-client, GATEWAY_CLIENT_OPTS, GATEWAY_SERVER_OPTS"
  })
  void eachProgramHasOptionsOfItsOwnForJava(String name, String own, String other)
      throws Exception {
    Outcome outcome =
        bench.run(
            Map.of("JAVA_HOME", bench.java("21").toString(), own, "-Xmx64m -Da=*", other, "-Xmx1m"),
            bench.script(name));

    assertThat(outcome.lines())
        .startsWith(folder.toRealPath().toString())
        .containsSubsequence("<-Xmx64m>", "<-Da=*>", "<-jar>");
  }

  /** What an operator says stands after what the script says, and so it wins. */
  @Test
  void aServerWithoutMemoryEndsAndLeavesNoCopyOfIt() throws Exception {
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            bench.java("17").toString(),
            "GATEWAY_SERVER_OPTS",
            "-XX:+CreateCoredumpOnCrash");

    List<String> lines = bench.run(environment, bench.script("gateway-server")).lines();

    assertThat(lines)
        .containsSubsequence(
            "<-XX:+CrashOnOutOfMemoryError>",
            "<-XX:-CreateCoredumpOnCrash>",
            "<-XX:+DisableAttachMechanism>",
            "<-XX:+CreateCoredumpOnCrash>",
            "<-jar>");
    assertThat(Files.readString(ScriptBench.SCRIPTS.resolve("gateway-server.cmd")))
        .contains(
            "-XX:+CrashOnOutOfMemoryError -XX:-CreateCoredumpOnCrash -XX:+DisableAttachMechanism"
                + " %GATEWAY_SERVER_OPTS%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void aScriptIsFoundThroughLinksAndPath(String name) throws Exception {
    Path links = Files.createDirectories(folder.resolve("links of mine"));
    Files.createSymbolicLink(links.resolve("absolute"), bench.script(name));
    Path link = Files.createSymbolicLink(links.resolve(name), Path.of("absolute"));
    String path = bench.java("17").resolve("bin") + ":" + System.getenv("PATH");

    Outcome outcome = bench.run(Map.of("PATH", path), link, "boards");

    assertThat(outcome.lines())
        .endsWith(
            "<" + bench.home().toRealPath().resolve("lib").resolve(name + ".jar") + ">",
            "<boards>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.2", "16", "9-ea"})
  void anOlderJavaIsNamed(String version) throws Exception {
    Path old = bench.java(version);

    Outcome outcome =
        bench.run(Map.of("JAVA_HOME", old.toString()), bench.script("gateway-server"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.lines())
        .containsExactly(
            "gateway-server: "
                + old.resolve("bin/java")
                + " is Java "
                + version.replace("1.8", "8").split("[.-]", 2)[0]
                + "; install Java 17 or newer, or set JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void theNewestJavaOfTheSystemsFoldersIsTakenIfThatOfPathIsTooOld(String name) throws Exception {
    String path = bench.java("11.0.2").resolve("bin") + ":" + System.getenv("PATH");
    Path first = Files.createDirectories(folder.resolve("jvm of Debian"));
    Path second = Files.createDirectories(folder.resolve("jvm of Fedora"));
    Files.move(bench.java("17.0.15"), first.resolve("a 17"));
    Files.move(bench.java("21.0.2"), second.resolve("b 21"));
    Files.move(bench.java("8"), second.resolve("c 8"));
    ScriptBench.executable(
        Files.createDirectories(first.resolve("0/bin")).resolve("java"), "broken");

    Outcome outcome =
        bench.run(
            Map.of("PATH", path, "GATEWAY_JAVA_FOLDERS", first + ":" + second + ":/nowhere"),
            bench.script(name),
            "*");
    Outcome none = bench.run(Map.of("PATH", path, "GATEWAY_JAVA_FOLDERS", ""), bench.script(name));

    assertThat(outcome.lines()).endsWith("<*>").contains("version 21.0.2");
    assertThat(outcome.exitCode()).isEqualTo(42);
    assertThat(none.lines())
        .singleElement()
        .asString()
        .startsWith(name + ": " + folder.resolve("java 11.0.2/bin/java") + " is Java 11; install");
    assertThat(none.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"C, C.UTF-8", "de_DE.ISO-8859-1, C.UTF-8", "de_DE.UTF-8, de_DE.UTF-8"})
  void javaReadsNamesOfFilesAsUtf8(String locale, String java) throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", bench.java("17").toString(), "LC_ALL", locale);

    assertThat(bench.run(environment, bench.script("gateway-server")).lines())
        .contains("LC_ALL " + java);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.15", "21-ea", "25.0.1"})
  void everyJavaFrom17OnWillDo(String version) throws Exception {
    Outcome outcome =
        bench.run(
            Map.of("JAVA_HOME", bench.java(version).toString()), bench.script("gateway-client"));

    assertThat(outcome.exitCode()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-server", "gateway-client"})
  void aMissingJavaIsToldClearly(String name) throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("dirname", "readlink", "sed", "head")) {
      ScriptBench.executable(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
    }

    assertThat(
            bench.run(
                Map.of("PATH", tools.toString(), "GATEWAY_JAVA_FOLDERS", ""), bench.script(name)))
        .isEqualTo(
            new Outcome(
                1, List.of(name + ": no Java found: install Java 17 or newer, or set JAVA_HOME")));
    assertThat(bench.run(Map.of("JAVA_HOME", "/nowhere"), bench.script(name)))
        .isEqualTo(
            new Outcome(
                1, List.of(name + ": JAVA_HOME is /nowhere, but /nowhere/bin/java is no program")));
  }
}
