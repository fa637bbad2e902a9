package org.spinngate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.server.Main;
import org.spinngate.server.testing.ScpApplication;

/** What an operator sees by HTTP of a server at work. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class StatusPageTest {
  @TempDir Path folder;

  private Program server() throws IOException {
    Path file =
        SmallServer.configuration(
            folder,
            "http.listen = [\"127.0.0.1:0\"]",
            "control.socket = \"%s\"".formatted(folder.resolve("control")));
    return Program.start(Main.class, List.of(), List.of("-c", file.toString()));
  }

  private static TestClient client(Program server) {
    String port =
        server.awaitOut("ready: 1 board at 127.0.0.1:").replaceFirst(".*:(\\d+),.*", "$1");
    return TestClient.start(
            new ClientSettings(
                new ServerAccess(
                    new ServerAddress("127.0.0.1", Integer.parseInt(port)),
                    new UserToken("alice", FacilityPlan.token("alice")),
                    new Trust.Pin(ServerIdentity.forLoopback().pin())),
                "spin5-01",
                0,
                new LocalSettings(LocalSettings.LOOPBACK, 0, 0)))
        .ready();
  }

  private static String page(Program server) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> server.err().stream().anyMatch(line -> line.contains("status page at ")));
    return server.err().stream()
        .filter(line -> line.contains("status page at "))
        .findFirst()
        .orElseThrow()
        .replaceFirst(".*status page at (http://[0-9.:]+)/.*", "$1");
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).timeout(TestClient.PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  @Test
  void aSessionItsDatagramsAndItsEndAreSeenAndCountedAndNoSecretIs() throws Exception {
    try (Program server = server()) {
      String page;
      try (TestClient client = client(server);
          ScpApplication tool = client.persistentApplication()) {
        page = page(server);
        tool.version();
        await()
            .atMost(TestClient.PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(get(page + "/metrics").body())
                        .containsPattern("direction=\"to-client\"} [1-9]"));
        assertMetrics(
            page,
            "spinngate_sessions{board=\"spin5-01\",state=\"attached\"} 1.0",
            "spinngate_leases_held{board=\"spin5-01\"} 1.0",
            "spinngate_logins_total{result=\"accepted\"} 1.0");
        assertThat(get(page + "/metrics").body())
            .containsPattern(
                "spinngate_board_round_trip_seconds_count\\{board=\"spin5-01\"} [1-9]");
        assertThat(get(page + "/api/state").body())
            .contains("alice", "spin5-01")
            .doesNotContain("sha256", "token-of-");
        await().atMost(TestClient.PATIENCE).until(() -> get(page + "/readyz").statusCode() == 200);
      }
      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () -> assertMetrics(page, "spinngate_sessions_ended_total{cause=\"released\"} 1.0"));
    }
  }

  private static void assertMetrics(String page, String... lines) throws Exception {
    assertThat(get(page + "/metrics").body()).contains(lines);
  }
}
