package org.spinngate.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.net.ReceiveBuffer;
import org.spinngate.server.ServerProgram;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.Identities;
import picocli.CommandLine;

/** What packages hold fits the programs that they hold. */
class PackagingTest {
  private static final Path SOURCES = Path.of("../gateway-server/src/packaging");
  private static final String STATE = "/var/lib/spinnaker-gateway";

  @TempDir private Path folder;

  private static List<String> settings(String key) throws IOException {
    return Files.readAllLines(SOURCES.resolve("systemd/spinnaker-gateway.service")).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }

  private GatewayConfig configuration() throws Exception {
    Identities.make(folder.resolve("tls"));
    Path copy = Files.copy(SOURCES.resolve("server.conf"), folder.resolve("server.conf"));
    ConfigReader.Result result = ConfigReader.inspect(copy);
    assertThat(result.warnings()).singleElement().asString().contains("nobody can log in");
    return result.config();
  }

  @Test
  void theFirstConfigurationIsFineAndHasABoardToTry() throws Exception {
    GatewayConfig config = configuration();

    assertThat(config.boards()).containsOnlyKeys("demo-1");
    assertThat(config.restart().journal()).hasValue(Path.of(STATE, "sessions.journal"));
  }

  @Test
  void theSystemIsAskedForTheBuffersThatSocketsWant() throws Exception {
    assertThat(Files.readString(SOURCES.resolve("sysctl/30-spinnaker-gateway.conf")))
        .contains("net.core.rmem_max = " + ReceiveBuffer.WANTED_BYTES + "\n");
  }

  @Test
  void theUnitRunsACommandThatExistsOnTheConfigurationOfThePackage() throws Exception {
    List<String> words = Arrays.asList(settings("ExecStart").get(0).split(" "));

    assertThat(words.get(0)).isEqualTo("/usr/bin/gateway-server");
    CommandLine.ParseResult parsed =
        ServerProgram.commandLine()
            .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("serve");
    assertThat(parsed.subcommand().<Path>matchedOptionValue("--config", null))
        .isEqualTo(Path.of("/etc/spinnaker-gateway/server.conf"));
  }

  /**
   * With the defaults of systemd, five starts in ten seconds, a pause of 5 s would last for ever.
   */
  @Test
  void aStartThatNeverSucceedsIsGivenUpByTheUnit() throws Exception {
    long starts = Long.parseLong(settings("StartLimitBurst").get(0));
    long pause = Long.parseLong(settings("RestartSec").get(0).replace("s", ""));
    long minutes = Long.parseLong(settings("StartLimitIntervalSec").get(0).replace("min", ""));
    long slowestStart = 20;

    assertThat(starts * (pause + slowestStart)).isLessThan(TimeUnit.MINUTES.toSeconds(minutes));
    assertThat(settings("After")).singleElement().asString().contains("time-sync.target");
  }

  /** Java 24 and newer would print four lines of warnings before ours. */
  @Test
  void theJarsMayLoadTheirNativeLibraries() throws Exception {
    assertThat(Files.readString(Path.of("../pom.xml")))
        .contains("<Enable-Native-Access>ALL-UNNAMED</Enable-Native-Access>");
  }

  /** Within one phase plugins run in the order of their first mention. */
  @Test
  void packagesAreMadeAfterTheJarsThatTheyHold() throws Exception {
    assertThat(Files.readString(Path.of("pom.xml")))
        .containsSubsequence(
            "<artifactId>maven-shade-plugin</artifactId>",
            "<artifactId>exec-maven-plugin</artifactId>",
            "<artifactId>maven-assembly-plugin</artifactId>",
            "<artifactId>jdeb</artifactId>",
            "<artifactId>maven-antrun-plugin</artifactId>");
    assertThat(Files.readString(Path.of("pom.xml")).split("maven-shade-plugin", 2)[0])
        .doesNotContain("exec-maven-plugin");
  }

  /** What it does to a process that stands still is proven by its words here, and by hand. */
  @Test
  void theUnitEndsAProcessThatStandsStillBeforeItsBoardsAreOthers() throws Exception {
    long seconds = Long.parseLong(settings("WatchdogSec").get(0).replace("s", ""));
    Duration ttl =
        Duration.ofMillis(
            ConfigFactory.parseResources("reference.conf")
                .getDuration("gateway.cluster.ttl", TimeUnit.MILLISECONDS));

    assertThat(Duration.ofSeconds(seconds * 3 / 2)).isLessThanOrEqualTo(ttl);
    assertThat(settings("WatchdogSignal")).containsExactly("SIGKILL");
    assertThat(settings("Type")).containsExactly("notify");
    assertThat(settings("TimeoutStartSec")).containsExactly("infinity");
    assertThat(settings("Restart")).containsExactly("on-failure");
  }

  @Test
  void systemdTakesTheUnitAsItIs() throws Exception {
    Path analyze = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(Files.isExecutable(analyze), "no systemd here");
    List<String> unit =
        Files.readAllLines(SOURCES.resolve("systemd/spinnaker-gateway.service")).stream()
            .filter(line -> !line.matches("(User|Group|Documentation)=.*"))
            .map(
                line ->
                    line.replaceFirst("^ExecStart=/usr/bin/gateway-server", "ExecStart=/bin/true"))
            .toList();
    Path copy = Files.write(folder.resolve("spinnaker-gateway.service"), unit);

    Process process =
        new ProcessBuilder(analyze.toString(), "verify", copy.toString())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void theUnitWaitsLongerThanADrainTakes() throws Exception {
    long seconds = Long.parseLong(settings("TimeoutStopSec").get(0).replace("s", ""));

    assertThat(seconds)
        .isGreaterThan(2 * configuration().operator().drain().deadline().toSeconds());
  }

  /** Java's own option of that name would end with the exit code of a wrong configuration. */
  @Test
  void aServerThatRunsOutOfMemoryIsStartedAgain() throws Exception {
    Path glutton =
        Files.writeString(
            folder.resolve("Glutton.java"),
            """
            class Glutton {
              public static void main(String[] args) {
                java.util.List<byte[]> all = new java.util.ArrayList<>();
                while (true) {
                  all.add(new byte[1 << 20]);
                }
              }
            }
            """);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+CrashOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("java-error.log"),
                glutton.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();

    assertThat(process.waitFor()).isEqualTo(ExitCode.INTERNAL.number());
    assertThat(settings("Restart")).containsExactly("on-failure");
    assertThat(settings("RestartPreventExitStatus").get(0).split(" "))
        .doesNotContain(String.valueOf(ExitCode.INTERNAL.number()));
    assertThat(folder.resolve("java-error.log")).isNotEmptyFile();
    for (String options : List.of("debian/server/default", "Containerfile")) {
      assertThat(Files.readString(SOURCES.resolve(options))).contains("/java-error.log");
    }
  }

  @Test
  void theUnitLeavesNoCopyOfSecretsAndNoRights() throws Exception {
    assertThat(settings("LimitCORE")).containsExactly("0");
    assertThat(settings("CapabilityBoundingSet")).containsExactly("");
    assertThat(settings("PrivateUsers")).containsExactly("yes");
  }

  @Test
  void theServiceWritesTheAuditToAFileOfItsOwn() throws Exception {
    assertThat(Files.readString(SOURCES.resolve("debian/server/default")))
        .contains("-Dlogback.configurationFile=/etc/spinnaker-gateway/logback-service.xml");
    assertThat(Files.readString(Path.of("pom.xml"))).contains("/conf/logback-service.xml</src>");
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("LOGS_DIRECTORY", folder.resolve("logs").toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("../conf/logback-service.xml").toFile());

    context.getLogger("org.spinngate.audit").info("login accepted: user=alice");
    context.getLogger("org.spinngate.other").info("something else");
    context.stop();

    assertThat(folder.resolve("logs/audit.log"))
        .content()
        .contains("audit: login accepted: user=alice")
        .doesNotContain("something else");
  }

  @Test
  void theUnitsFoldersAreThoseOfTheConfigurationAndTheSearch() throws Exception {
    for (String kind : List.of("Runtime", "State", "Logs", "Configuration")) {
      assertThat(settings(kind + "Directory")).containsExactly("spinnaker-gateway");
    }
  }

  static Stream<CommandLine> commands() {
    return Stream.of(ServerProgram.commandLine(), ClientProgram.commandLine())
        .flatMap(
            program ->
                Stream.concat(Stream.of(program), program.getSubcommands().values().stream()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theListOfCommandsHasAWholeSentenceForEach(CommandLine command) {
    // The list shows the first element of a description, and no more.
    assertThat(command.getCommandSpec().usageMessage().description()[0]).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAPageWithAllItsOptions(CommandLine command) {
    String page = new ManualPage(command).text("SpiNNaker Gateway 1.0", "2026-01-01");

    assertThat(page).startsWith(".TH \"").contains(".SH NAME\n", ".SH SYNOPSIS\n", ".SH OPTIONS\n");
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> assertThat(page).contains(option.longestName().replace("-", "\\-")));
    assertThat(page.lines()).noneMatch(line -> line.matches(".*(%n|\\$\\{|java \\\\-jar).*"));
    assertThat(page).as("characters beyond ASCII are written by number").matches("\\p{ASCII}*");
  }

  @Test
  void theSameVersionGivesTheSameFiles() throws IOException {
    OffsetDateTime time = OffsetDateTime.parse("2026-01-01T00:00:00Z");
    for (String name : List.of("first", "second")) {
      new PackageFiles(folder.resolve(name), "1.0-SNAPSHOT", time)
          .describe(ClientProgram.commandLine());
    }

    for (String file :
        List.of(
            "man/gateway-client-run.1",
            "man-gz/gateway-client/gateway-client-run.1.gz",
            "completions/bash/gateway-client",
            "changes/gateway-client/changelog.gz")) {
      assertThat(folder.resolve("first").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("second").resolve(file));
    }
  }
}
