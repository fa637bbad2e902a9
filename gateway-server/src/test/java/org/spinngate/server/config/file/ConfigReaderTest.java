package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.TagMode;
import org.spinngate.server.config.Access;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.config.BoardModel;
import org.spinngate.server.config.BoardPlace;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.HeartbeatTimes;
import org.spinngate.server.config.SessionSettings;
import org.spinngate.server.config.SimulationOptions;
import org.spinngate.server.config.TokenSettings;
import org.spinngate.server.config.UserSettings;
import org.spinngate.server.config.power.Upkeep;

/** What a good file means. */
class ConfigReaderTest {
  private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);
  private static final String MINIMAL = "gateway.boards.demo.simulated = true\n";

  private static final String SAMPLE =
      """
      gateway {
        listen = ["0.0.0.0:17894", "[2001:db8::7]:0"]
        tls { certificate = "tls/server.pem", key = "tls/server.key" }
        session { resume-grace = 30s, idle-timeout = 10m, max-duration = 8h, max-per-user = 5 }
        limits { sessions = 100, session-datagrams = 0, session-bytes = 2.5 MiB }
        boards { spin5-03 { host = "192.168.240.3", scp-port = 17893, boot-port = 54321,
                            access = exclusive, comment = "rack 1", boot-gap = 12ms,
                            scp-window = 0, single-reply = false, tell-address = false,
                            ip-tags = pass, tag-targets = ["192.168.240.0/24", 10.1.2.3] }
                 demo-1   { simulated = true } }
        users  { alice { tokens = ["%s"], boards = ["spin5-*"], expires = 2027-01-31 } }
        table  { interval = 90s }
        stream { congestion-control = "" }
        legacy { enabled = false, boot-listen = ["0.0.0.0:17895"], allow = ["10.0.0.0/8"],
                 board = "spin5-03", clients { "10.0.0.7" = "spin5-04" } }
      }
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result parse(String text) throws InvalidConfiguration {
    return ConfigReader.parse(text, folder.resolve("server.conf"));
  }

  private static GatewayConfig config(String text) throws InvalidConfiguration {
    return parse(text).config();
  }

  @Test
  void theSampleOfTheManualMeansWhatItSays() throws Exception {
    GatewayConfig config = config(SAMPLE.formatted(HASH));

    assertThat(config.entry().listen())
        .containsExactly(
            new InetSocketAddress("0.0.0.0", 17894), new InetSocketAddress("2001:db8::7", 0));
    assertThat(config.session().usual().idleTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.session().maxPerUser()).isEqualTo(5);
    assertThat(config.limits().sessions()).isEqualTo(100);
    assertThat(config.limits().rate().datagrams()).isZero();
    assertThat(config.limits().rate().bytes()).isEqualTo(2_621_440);
    assertThat(config.boards().get("spin5-03"))
        .isEqualTo(
            new BoardSettings(
                "spin5-03",
                new BoardPlace.Lan(
                    new InetSocketAddress("192.168.240.3", 17893),
                    new InetSocketAddress("192.168.240.3", 54321)),
                new BoardSettings.AddressRules(
                    false,
                    TagMode.PASS,
                    List.of(
                        new AddressBlock(InetAddress.getByName("192.168.240.0"), 24),
                        AddressBlock.of(InetAddress.getByName("10.1.2.3")))),
                Access.EXCLUSIVE,
                "rack 1",
                new BoardSettings.Handling(Duration.ofMillis(12), 0, false),
                Upkeep.NONE));
    assertThat(config.users().get("alice"))
        .isEqualTo(
            new UserSettings(
                "alice",
                List.of(TokenSettings.lasting(HASH)),
                List.of("spin5-*"),
                Optional.of(LocalDate.of(2027, 1, 31))));
    assertThat(config.table().interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.entry().stream().congestionControl()).isEmpty();
  }

  @Test
  void whatTheFileLeavesOutHasItsDefault() throws Exception {
    GatewayConfig config = config(MINIMAL);

    assertThat(config.entry().listen()).containsExactly(new InetSocketAddress("0.0.0.0", 17894));
    assertThat(config.session())
        .isEqualTo(
            new SessionSettings(
                Duration.ofSeconds(30),
                new SessionSettings.Span(Duration.ofHours(12), Duration.ofDays(7)),
                new SessionSettings.Span(Duration.ofMinutes(30), Duration.ofHours(8)),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                4,
                new HeartbeatTimes(Duration.ofSeconds(10), Duration.ofSeconds(25))));
    assertThat(config.boards().get("demo").addresses()).isEqualTo(BoardSettings.AddressRules.USUAL);
    assertThat(config.table().interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.entry().stream().congestionControl()).isEqualTo("bbr");
    assertThat(config.entry().tls().certificate()).isEqualTo(folder.resolve("tls/server.pem"));
  }

  @Test
  void aSimulatedBoardTakesFreeLoopbackPortsUnlessTold() throws Exception {
    GatewayConfig config =
        config(
            MINIMAL
                + """
                gateway.boards.fixed { simulated = true, host = "127.0.0.9", scp-port = 17893
                                       simulation { kind = spin3, loss = 0.25, version = 3.1.0 } }
                """);

    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    assertThat(config.boards().get("demo").place())
        .isEqualTo(
            new BoardPlace.Simulated(
                free,
                free,
                new SimulationOptions(
                    BoardModel.SPIN5,
                    "4.0.0",
                    false,
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ofMillis(1500),
                    Duration.ofMillis(3500))));
    assertThat(config.boards().get("fixed").place())
        .isInstanceOfSatisfying(
            BoardPlace.Simulated.class,
            place -> {
              assertThat(place.scp()).isEqualTo(new InetSocketAddress("127.0.0.9", 17893));
              assertThat(place.boot()).isEqualTo(new InetSocketAddress("127.0.0.9", 0));
              assertThat(place.options().kind()).isEqualTo(BoardModel.SPIN3);
              assertThat(place.options().version()).isEqualTo("3.1.0");
              assertThat(place.options().loss()).isEqualTo(0.25);
            });
  }

  @Test
  void boardsAndUsersKeepTheOrderOfTheFile() throws Exception {
    StringBuilder text = new StringBuilder("gateway.boards {\n");
    List<String> names = List.of("zeta", "b2", "alpha", "m-7", "b10", "a1", "x", "c", "y3", "d4");
    names.forEach(name -> text.append(name).append(" { simulated = true }\n"));
    text.append("}\ngateway.users {\n");
    names.forEach(name -> text.append(name).append(" { tokens = [], boards = [\"*\"] }\n"));

    GatewayConfig config = config(text.append("}\n").toString());

    assertThat(config.boards().keySet()).containsExactlyElementsOf(names);
    assertThat(config.users().keySet()).containsExactlyElementsOf(names);
    assertThatThrownBy(() -> config.boards().remove("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theOperatorsDefaultsHoldForEveryBoardThatDoesNotSayOtherwise() throws Exception {
    GatewayConfig config =
        config(
            """
            gateway.defaults.board { access = shared, boot-gap = 20ms }
            gateway.boards {
              one { simulated = true }
              two { simulated = true, access = exclusive }
            }
            """);

    assertThat(config.boards().get("one").access()).isEqualTo(Access.SHARED);
    assertThat(config.boards().get("two").access()).isEqualTo(Access.EXCLUSIVE);
    assertThat(config.boards().get("two").handling().bootGap()).isEqualTo(Duration.ofMillis(20));
  }

  @Test
  void aShortIdleTimeoutAloneIsFineAndBringsItsWarningForward() throws Exception {
    SessionSettings session = config(MINIMAL + "gateway.session.idle-timeout = 2s").session();

    assertThat(session.usual().idleTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(session.idleWarning()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void zeroTurnsTheIdleAndMaximumTimesOff() throws Exception {
    SessionSettings session =
        config(MINIMAL + "gateway.session { idle-timeout = 0, max-duration = 0s }").session();

    assertThat(session.usual().idleTimeout()).isZero();
    assertThat(session.usual().maxDuration()).isZero();
  }

  @Test
  void substitutionsOfTheEnvironmentAndOfOtherKeysWork() throws Exception {
    Map.Entry<String, String> variable =
        System.getenv().entrySet().stream()
            .filter(entry -> entry.getKey().matches("[A-Z]+"))
            .filter(entry -> entry.getValue().matches("[A-Za-z0-9/._-]{1,100}"))
            .findFirst()
            .orElseThrow();

    GatewayConfig config =
        config(
            """
            gateway.limits.sessions = 7
            gateway.limits.sessions = ${?SPINNGATE_NO_SUCH_VARIABLE}
            gateway.session.max-per-user = ${gateway.limits.sessions}
            gateway.boards.demo { simulated = true, comment = ${%s} }
            """
                .formatted(variable.getKey()));

    assertThat(config.limits().sessions()).isEqualTo(7);
    assertThat(config.session().maxPerUser()).isEqualTo(7);
    assertThat(config.boards().get("demo").comment()).isEqualTo(variable.getValue());
  }

  @Test
  void aUserIsPrintedWithoutItsHashes() {
    UserSettings user =
        new UserSettings(
            "alice", List.of(TokenSettings.lasting(HASH)), List.of("*"), Optional.empty());

    assertThat(user.toString()).contains("alice").doesNotContain("sha256");
  }
}
