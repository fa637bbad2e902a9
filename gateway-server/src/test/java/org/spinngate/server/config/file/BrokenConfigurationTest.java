package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is one line that names the place and what to do. */
class BrokenConfigurationTest {
  private static final String OLD = "allow = [\"10.0.0.0/8\"], board = demo";
  private static final String HASH = "sha256:" + "0".repeat(64);

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static List<ConfigProblem> problemsOf(String text) {
    InvalidConfiguration invalid =
        catchThrowableOfType(
            InvalidConfiguration.class,
            () -> ConfigReader.parse(text, folder.resolve("server.conf")));
    assertThat(invalid).as(text).isNotNull();
    return invalid.problems();
  }

  /** Each text follows one valid line, so its own first line is line 2. */
  static Stream<Arguments> mistakes() {
    return Stream.of(mistakesOfSections(), mistakesOfDoors(), mistakesOfBoards(), mistakesOfUsers())
        .flatMap(mistakes -> mistakes);
  }

  private static Stream<Arguments> mistakesOfSections() {
    return Stream.of(
        arguments("gateway.lisen = []", 2, "gateway.lisen: is unknown; did you mean 'listen'?"),
        arguments("\ngatway { }", 3, "gatway: is unknown; did you mean 'gateway'?"),
        arguments("gateway = 5", 2, "gateway: must be a block { … }, but is a single value"),
        arguments("gateway {\n session = [1]\n}", 3, "gateway.session: must be a block"),
        arguments("gateway.session.idle-timout = 5m", 2, "did you mean 'idle-timeout'?"),
        arguments("gateway.session.colour = red", 2, "here one may write heartbeat, "),
        arguments("gateway.session.idle-timeout = 5", 2, "has no unit; write '5s'"),
        arguments("gateway.session.idle-timeout = -5s", 2, "must not be negative"),
        arguments("gateway.session.idle-timeout = soon", 2, "is no duration"),
        arguments("gateway.session.idle-timeout = 900000000d", 2, "must be from 0 to 8784h"),
        arguments("gateway.session.idle-timeout = null", 2, "must be a single value, but is null"),
        arguments("gateway.session {\n idle-timeout = 5m\n idle-warning = 6m\n}", 4, "shorter"),
        arguments("gateway.session.heartbeat-deadline = 9s", 2, "longer than two heartbeats (10s"),
        arguments("gateway.session.max-per-user = 0", 2, "must be from 1 to 1000000, but is 0"),
        arguments("gateway.session.max-per-user = 1.5", 2, "must be a whole number"),
        arguments("gateway.limits.sessions = -3", 2, "must be from 1 to 1000000, but is -3"),
        arguments("gateway.limits.sessions = many", 2, "must be a whole number, but is 'many'"),
        arguments("gateway.limits { connections = 5,\nconnections-per-address = 6 }", 3, "above"),
        arguments("gateway.limits.flows-per-session = 9000", 2, "must not be above flows (8192)"),
        arguments("gateway.limits.session-datagrams = -1", 2, "must be from 0 to 10000000"),
        arguments("gateway.limits.session-bytes = 64 MiX", 2, "is no size; write a number"),
        arguments("gateway.limits.session-bytes = -5", 2, "session-bytes: "),
        arguments("gateway.limits.session-bytes = [1]", 2, "must be a single value"),
        arguments("gateway.limits.session-bytes = 9e30", 2, "session-bytes: "),
        arguments("gateway.limits.session-bytes = 2 TiB", 2, "must be from 0 to 1099511627776"),
        arguments("gateway.limits.boot-queue = 5", 2, "must be from 34 to 65535"),
        arguments("gateway.limits.login-ban = 0", 2, "gateway.limits.login-ban: must be from 1s"),
        arguments("gateway.stream.congestion-control = \"b b r\"", 2, "is no name of an algorithm"),
        arguments("gateway.control.socket = [x]", 2, "must be a single value"),
        arguments("gateway.control.path = x", 2, "here one may write socket"),
        arguments("gateway.probe.interval = 99ms", 2, "must be 0, or from 100ms to 1h"),
        arguments("gateway.probe.hello = yes", 2, "must be auto, off or a list of \"host:port\""),
        arguments("gateway.probe.hello = []", 2, "is empty; write off to hear no hellos"),
        arguments("gateway.probe.hello = [\"127.0.0.1\"]", 2, "must look like"),
        arguments("gateway.table.interval = 25h", 2, "must be from 0 to 24h, but is 25h"));
  }

  private static Stream<Arguments> mistakesOfDoors() {
    return Stream.of(
        arguments("gateway.listen = []", 2, "gateway.listen: is empty; name at least one"),
        arguments("gateway.listen = \"0.0.0.0:1\"", 2, "must be a list [ … ]"),
        arguments("gateway.listen = [\n\"0.0.0.0:1\"\n17894 ]", 4, "gateway.listen.2: must look"),
        arguments("gateway.listen = [\"0.0.0.0:70000\"]", 2, "port 70000 does not exist"),
        arguments("gateway.listen = [\"::1:17894\"]", 2, "must look like"),
        arguments("gateway.listen = [\"1.2.3:17894\"]", 2, "'1.2.3' is neither an IP address"),
        arguments("gateway.listen = [\"1.2.3.4:5\", \"1.2.3.4:5\"]", 2, "same address twice"),
        arguments("gateway.tls.certificate = none.pem", 2, "none.pem does not exist; the command"),
        arguments("gateway.tls.key = tls", 2, "is a directory; name the PEM file in it"),
        arguments("gateway.tls.key = tls/server.pem", 2, "holds no unencrypted PKCS#8 key"),
        arguments("gateway.tls.certificate = tls/server.key", 2, "no PEM block BEGIN CERTIFICATE"),
        arguments("gateway.tls.certificate = \"\"", 2, "must not be empty"),
        arguments(old("board = demo, allow = []"), 2, "allow: is empty; name the networks"),
        arguments(old("allow = [\"10.0.0.0/8\"]"), 2, "board: is missing; name the board"),
        arguments(
            old(OLD + ", board = dem"), 2, "no board of gateway.boards; did you mean 'demo'?"),
        arguments(old(OLD + ", clients { \"10.0.0.7\" = x }"), 2, "'x' is no board"),
        arguments(old(OLD + ", boot-listen = []"), 2, "boot-listen: is empty"),
        arguments(old(OLD + ", boot-listen = [\"0.0.0.0:17894\"]"), 2, "gateway.listen as well"),
        arguments(old(OLD + ", idle-timeout = 10ms"), 2, "must be from 1s to 24h"),
        arguments(old(OLD + ", max-clients = 0"), 2, "must be from 1 to 100000"),
        arguments(
            old(OLD) + "\ngateway.users.legacy { tokens = [], boards = [] }",
            2,
            "old clients are the user 'legacy'"),
        arguments("gateway.legacy.enabled = maybe", 2, "must be true or false, but is 'maybe'"),
        arguments("gateway.legacy.allow = [\"10.0.0.0/x\"]", 2, "must look like \"10.0.0.0/8\""),
        arguments("gateway.legacy.allow = [\"10.0.0.1/8\"]", 2, "write \"10.0.0.0/8\""),
        arguments(
            old(OLD + ", clients { \"10.0.0.7\" = demo, \"10.0.0.7/32\" = demo }"),
            2,
            "is named above already"),
        arguments("gateway.legacy.allow = [\"10.0.0.0/33\"]", 2, "must not be above 32"),
        arguments("gateway.legacy.clients { nobody here = x }", 2, "neither an IP address"),
        arguments("gateway.legacy { allow = [pc.lab] }", 2, "only IP addresses are taken here"),
        arguments("gateway {\n\n session {\n", 5, "ends too early; a '{'"),
        arguments("gateway.table.interval = ${nothing.there}", 2, "Could not resolve"));
  }

  private static Stream<Arguments> mistakesOfBoards() {
    return Stream.of(
        arguments("gateway.boards { b { comment = \"no place\" } }", 2, "b.host: is missing;"),
        arguments("gateway.boards { b { host = \"1.2.3.400\" } }", 2, "is not an IP address"),
        arguments("gateway.boards { b { host = \"bad host\" } }", 2, "nor a host name"),
        arguments("gateway.boards { b { host = \"fd00::7\" } }", 2, "boards speak IPv4 only"),
        arguments(lan("scp-port = 0"), 2, "b.scp-port: must be the board's port"),
        arguments(lan("scp-port = 65536"), 2, "must be a port from 1 to 65535, but is 65536"),
        arguments(lan("boot-port = -1"), 2, "b.boot-port: must be a port"),
        arguments(lan("boot-port = 17893"), 2, "must differ from scp-port"),
        arguments(lan("access = sharde"), 2, "must be exclusive or shared, but is 'sharde'"),
        arguments(lan("boot-gap = 2s"), 2, "boot-gap: must be from 0 to 1s, but is 2s"),
        arguments(lan("scp-window = 257"), 2, "scp-window: must be from 0 to 256"),
        arguments(lan("single-reply = 0.5"), 2, "must be true or false"),
        arguments(lan("tell-address = sometimes"), 2, "must be true or false"),
        arguments(
            lan("ip-tags = forward"), 2, "must be translate or pass or refuse, but is 'forward'"),
        arguments(lan("tag-targets = [10.0.0.1/8]"), 2, "write \"10.0.0.0/8\""),
        arguments(lan("tag-targets = [\n\"fd00::/8\"]"), 3, "write an IPv4 network"),
        arguments(lan("tag-targets = [recorder]"), 2, "only IP addresses are taken here"),
        arguments(lan("hots = x"), 2, "b.hots: is unknown; did you mean 'host'?"),
        arguments(lan("comment = \"two\\nlines\""), 2, "one line of at most 200 characters"),
        arguments("gateway.boards { \"b 1\" { simulated = true } }", 2, "is not a board name"),
        arguments("gateway.boards { \"-b\" { simulated = true } }", 2, "is not a board name"),
        arguments("gateway.boards { b = 5 }", 2, "gateway.boards.b: must be a block"),
        arguments(lan("") + "\n" + "gateway.boards { c { host = 10.0.0.1 } }", 3, "board 'b'"),
        arguments(simulated("host = 10.0.0.1"), 2, "listens on a loopback address only"),
        arguments(simulated("host = b.lab"), 2, "only IP addresses are taken here"),
        arguments(simulated("simulation.loss = 1"), 2, "must be a share from 0 to below 1"),
        arguments(simulated("simulation.loss = some"), 2, "must be a number, but is 'some'"),
        arguments(simulated("simulation.kind = spin6"), 2, "must be spin3 or spin5"),
        arguments(simulated("simulation.version = four"), 2, "must look like 4.0.0"),
        arguments(simulated("simulation.ready = 1s"), 2, "not be shorter than ethernet-up"),
        arguments(simulated("simulation.speed = 1"), 2, "simulation.speed: is unknown"),
        arguments("gateway.defaults.board.acces = shared", 2, "did you mean 'access'?"),
        arguments("gateway.defaults.user = 1", 2, "gateway.defaults.user: is unknown"));
  }

  private static Stream<Arguments> mistakesOfUsers() {
    String tokens = "tokens = [\"" + HASH + "\"]";
    return Stream.of(
        arguments("gateway.users { a { boards = [] } }", 2, "a.tokens: is missing"),
        arguments("gateway.users { a { " + tokens + " } }", 2, "a.boards: is missing"),
        arguments(user("tokens = [\"secret\"]"), 2, "never the token itself"),
        arguments(user("tokens = [\"" + HASH.replace('0', 'A') + "\"]"), 2, "64 lowercase"),
        arguments(user("boards = [\"a[b]\"]"), 2, "is not a pattern of board names"),
        arguments(user("expires = 2027-02-30"), 2, "must be an existing day"),
        arguments(user("expire = 2027-02-03"), 2, "did you mean 'expires'?"),
        arguments("gateway.users { \"a b\" { " + tokens + ", boards = [] } }", 2, "user name"));
  }

  private static String old(String more) {
    return "gateway.legacy { enabled = true, " + more + " }";
  }

  private static String lan(String more) {
    return "gateway.boards { b { host = 10.0.0.1, " + more + " } }";
  }

  private static String simulated(String more) {
    return "gateway.boards { b { simulated = true, " + more + " } }";
  }

  private static String user(String more) {
    return "gateway.users { a { tokens = [], boards = [], " + more + " } }";
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLineWithItsPlaceAndReason(String text, int line, String fragment) {
    List<ConfigProblem> problems = problemsOf("gateway.boards.demo.simulated = true\n" + text);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).line()).as(problems.toString()).isEqualTo(line);
    assertThat(problems.get(0).toString())
        .startsWith(folder.resolve("server.conf") + ":" + line + ": ")
        .containsIgnoringCase(fragment)
        .hasLineCount(1);
  }

  @Test
  void everyMistakeOfAFileIsToldInTheOrderOfTheFile() {
    List<ConfigProblem> problems =
        problemsOf(
            """
            gateway {
              listen = ["here"]
              session { idle-timeout = long, max-per-user = 0 }
              boards { b { scp-port = 99999 }
                       "b!" { simulated = true } }
              users { a { tokens = ["x"], boards = ["*"], colour = red } }
            }
            """);

    assertThat(problems).extracting(ConfigProblem::line).containsExactly(2, 3, 3, 4, 4, 5, 6, 6);
  }

  @Test
  void noBoardIsAMistakeOfTheWholeFile() {
    assertThat(problemsOf("gateway {}"))
        .extracting(ConfigProblem::toString)
        .containsExactly(
            folder.resolve("server.conf")
                + ":1: gateway.boards: is empty; describe at least one board");
  }

  @Test
  void aTokenWrittenInPlaceOfItsHashIsNotRepeated() {
    assertThat(problemsOf("gateway.boards.demo.simulated = true\n" + user("tokens = [\"hush\"]")))
        .noneMatch(problem -> problem.toString().contains("hush"));
  }

  @Test
  void aMistakeInAnIncludedFileNamesThatFile() throws Exception {
    Path included = folder.resolve("included.conf");
    Files.writeString(included, "\n\ngateway.table.interval = x\n");
    Path file = folder.resolve("including.conf");
    Files.writeString(file, "include \"included.conf\"\ngateway.boards.demo.simulated = true\n");

    InvalidConfiguration invalid =
        catchThrowableOfType(InvalidConfiguration.class, () -> ConfigReader.read(file));

    assertThat(invalid.problems())
        .singleElement()
        .extracting(ConfigProblem::file, ConfigProblem::line)
        .containsExactly(included.toString(), 3);
  }

  @Test
  void bracketsWithoutEndAreAMistakeLikeAnyOther() {
    assertThat(problemsOf("gateway = " + "[".repeat(100_000)))
        .singleElement()
        .asString()
        .contains("is nested too deeply");
  }
}
