package org.spinngate.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.config.HttpSettings;
import org.spinngate.server.testing.LogCapture;

/** What is answered, and to whom. */
class StatusServerTest {
  private static final int PATIENCE_MILLIS = 60_000;

  private StatusServer server = MadeUp.facility(3).serve("gateway.example.org");

  @AfterEach
  void stop() {
    server.close();
  }

  private InetSocketAddress address() {
    return server.addresses().get(0);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address().getAddress(), address().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends these bytes and reads until the server closes. */
  private String exchange(byte[] bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String ask(String line, String... headers) throws IOException {
    String request =
        line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
    return exchange(request.getBytes(ISO_8859_1));
  }

  private String get(String path) throws IOException {
    return ask("GET " + path, "Host: localhost");
  }

  @Test
  void thePageAndItsPartsAreThereWithStrictHeaders() throws Exception {
    for (String path : List.of("/", "/page.css", "/page.js", "/icon.svg", "/?anything")) {
      assertThat(get(path))
          .startsWith("HTTP/1.1 200 OK")
          .contains("content-security-policy: default-src 'none'; script-src 'self'")
          .contains("frame-ancestors 'none'")
          .contains("X-Content-Type-Options: nosniff")
          .contains("Referrer-Policy: no-referrer")
          .contains("cache-control: no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 60, 1200})
  void boardsThatAreBeingSwitchedAreInTheStateAtEverySize(int boards) throws Exception {
    server.close();
    server = MadeUp.powering(boards).serve();

    String state = get("/api/state");

    assertThat(state.split("\"state\": \"powering\"", -1)).hasSize(boards / 3 + 1);
    assertThat(state)
        .contains("\"detail\": \"power-cycling spin5-00-00\"", "\"state\": \"failed\"")
        .contains("\"power\": \"BMP 192.168.240.0:17893 (BC&MP 2.1.0), slot 3\"");
  }

  @Test
  void theStateHasBoardsSessionsAndHistory() throws Exception {
    assertThat(get("/api/state"))
        .contains("content-type: application/json")
        .contains("\"board\": \"spin5-00-00\"")
        .contains("\"sessionCount\": 2")
        .contains("\"ready\": true")
        .contains("\"stepSeconds\": 2");
  }

  @Test
  void theMetricsComeInTheFormThatIsAskedFor() throws Exception {
    assertThat(get("/metrics")).contains("text/plain").contains("spinngate_build_info{version=");
    assertThat(ask("GET /metrics", "Host: localhost", "Accept: application/openmetrics-text"))
        .contains("application/openmetrics-text")
        .endsWith("# EOF\n");
  }

  @Test
  void healthSaysWhatIsWrong() throws Exception {
    assertThat(get("/healthz")).startsWith("HTTP/1.1 200 OK").contains("live and ready");
    assertThat(get("/readyz")).startsWith("HTTP/1.1 200 OK");

    server.close();
    server = MadeUp.facility(3).notReady().serve();

    assertThat(get("/readyz"))
        .startsWith("HTTP/1.1 503 Service Unavailable")
        .contains("NOT ready")
        .contains("no way to the boards");
    assertThat(get("/healthz")).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1",
        "127.0.0.1:17896",
        "[::1]:17896",
        "gateway.example.org",
        "gateway.example.org:443"
      })
  void aNameOfOursIsAnswered(String host) throws Exception {
    assertThat(ask("GET /readyz", "Host: " + host)).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example.com",
        "localhost.evil.example.com",
        "127.0.0.1.evil.example.com",
        "192.0.2.1",
        "[::1",
        "[2001:db8::1]",
        "",
        "gateway.example.org.",
        "[::1]evil.com",
        "[::1]:80evil.com",
        "[::1]@evil.com",
        "localhost:80:80",
        "localhost:evil",
        "evil.com:80@localhost",
        "[localhost]",
        "[::1%lo]",
        "127.1"
      })
  void anyOtherNameIsRefusedBecausePagesElsewhereMayUseIt(String host) throws Exception {
    assertThat(ask("GET /api/state", "Host: " + host))
        .startsWith("HTTP/1.1 403 Forbidden")
        .doesNotContain("spin5");
  }

  @Test
  void oneHostMustBeNamedAndOnlyOne() throws Exception {
    assertThat(ask("GET /", "X-Nothing: 1")).startsWith("HTTP/1.1 403");
    assertThat(ask("GET /", "Host: localhost", "Host: evil.example.com"))
        .doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void aPageFromElsewhereIsRefused() throws Exception {
    assertThat(ask("GET /api/state", "Host: localhost:1", "Origin: http://localhost:1"))
        .startsWith("HTTP/1.1 200");
    assertThat(ask("GET /api/state", "Host: localhost:1", "Origin: https://evil.example.com"))
        .startsWith("HTTP/1.1 403");
    assertThat(ask("GET /api/state", "Host: localhost:1", "Origin: null"))
        .startsWith("HTTP/1.1 403");
    assertThat(ask("GET /api/state", "Host: localhost:1", "Origin: http://localhost:2"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void nothingCanBeChanged() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
      assertThat(ask(method + " /", "Host: localhost"))
          .startsWith("HTTP/1.1 405")
          .contains("allow: GET, HEAD");
    }
  }

  @Test
  void headHasTheHeadersAndNoBody() throws Exception {
    String head = ask("HEAD /page.js", "Host: localhost");

    assertThat(head).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\n");
    assertThat(head).containsPattern("content-length: [1-9]\\d{3}");
  }

  @Test
  void thereIsNothingElse() throws Exception {
    for (String path : List.of("/nothing", "/../etc/passwd", "//", "/page.html", "/%2e%2e/")) {
      assertThat(get(path)).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void longLinesHeadersAndBodiesAreRefused() throws Exception {
    assertThat(get("/" + "a".repeat(3000))).startsWith("HTTP/1.1 400");
    assertThat(ask("GET /", "Host: localhost", "X-Long: " + "a".repeat(9000)))
        .startsWith("HTTP/1.1 400");
    assertThat(ask("GET /", "Host: localhost", "Content-Length: 5000")).startsWith("HTTP/1.1 413");
  }

  @Test
  void aConnectionServesSeveralRequests() throws Exception {
    String once = "GET /icon.svg HTTP/1.1\r\nHost: localhost\r\n\r\n";

    String answers = exchange((once + once + once).getBytes(ISO_8859_1));

    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
  }

  @Test
  void randomBytesEndNothingButTheirOwnConnection() throws Exception {
    Random random = new Random(17);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(3000)];
      random.nextBytes(bytes);
      byte[] start = (i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: " : "").getBytes(ISO_8859_1);
      System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));

      assertThat(answerOrReset(bytes)).doesNotContain(" 200 OK");
    }

    assertThat(get("/readyz")).startsWith("HTTP/1.1 200 OK");
  }

  private String answerOrReset(byte[] bytes) {
    try {
      return exchange(bytes);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void beyondSixtyFourConnectionsAreClosedAtOnce() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        sockets.add(connect());
      }
      try (Socket oneMore = connect()) {
        assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void anAddressThatCannotBeBoundIsAWarningAndNoMore() throws Exception {
    try (LogCapture log = new LogCapture(PageListeners.class.getName())) {
      HttpSettings settings = new HttpSettings(List.of(address()), List.of());
      try (StatusServer second =
          new StatusServer(settings, Transport.best(), MadeUp.facility(1).sources())) {
        second.start();

        assertThat(second.addresses()).isEmpty();
        assertThat(log.lines()).anyMatch(line -> line.contains("no status page at 127.0.0.1:"));
      }
    }
  }

  @Test
  void withoutAnAddressNothingListens() {
    try (StatusServer none =
        new StatusServer(
            new HttpSettings(List.of(), List.of()),
            Transport.best(),
            MadeUp.facility(1).sources())) {
      none.start();

      assertThat(none.addresses()).isEmpty();
    }
  }
}
