package org.spinngate.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Load balancers ask for health in HTTP of long ago. */
class LoadBalancerTest {
  private static final int PATIENCE_MILLIS = 20_000;

  private StatusServer server = MadeUp.facility(3).serve();

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

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz", "/readyz?deep=1"})
  void aLoadBalancerNeedNotNameAHostToAskForHealth(String path) throws Exception {
    for (String method : List.of("GET", "HEAD", "OPTIONS")) {
      assertThat(raw(method + " " + path + " HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
      assertThat(ask(method + " " + path, "Host:")).startsWith("HTTP/1.1 200 OK");
      assertThat(ask(method + " " + path, "User-Agent: check")).startsWith("HTTP/1.1 200 OK");
      assertThat(ask(method + " " + path, "Host: evil.example.com"))
          .startsWith("HTTP/1.1 403 Forbidden");
    }
    assertThat(ask("GET " + path, "Origin: https://evil.example.com")).startsWith("HTTP/1.1 403");
    assertThat(ask("POST " + path, "Content-Length: 0")).startsWith("HTTP/1.1 405");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/api/state", "/page.js", "/healthz/", "//readyz"})
  void everythingElseIsAnsweredUnderOneOfOurNamesOnly(String path) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 403 Forbidden");
    assertThat(ask("OPTIONS " + path, "Host: localhost")).doesNotStartWith("HTTP/1.1 200");
  }

  private String raw(String text) throws IOException {
    return exchange(text.getBytes(ISO_8859_1));
  }

  @Test
  void aLoadBalancerIsToldByTheStatusThatTheGatewayIsNotReady() throws Exception {
    server.close();
    server = MadeUp.facility(3).notReady().serve();

    assertThat(raw("OPTIONS /readyz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 503");
    assertThat(raw("OPTIONS /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
  }
}
