package org.spinngate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.server.metrics.History;
import org.spinngate.server.testing.LogCapture;

/** An answer that cannot be made ends its connection, and is told once a minute. */
class FaultyAnswersTest {
  private static final int PATIENCE_MILLIS = 60_000;

  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static Routes routes() {
    MadeUp facility = MadeUp.facility(1);
    History history = new History(facility.sources().metrics()::totals, () -> 0);
    return new Routes(
        facility.sources(), new StateJson(facility.sources(), history, System::nanoTime));
  }

  private static String ask(InetSocketAddress server, String path) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void whatEachOfManyVisitorsMeetsIsToldOnceAndOtherPagesAreAnswered() throws IOException {
    try (StatusServer server = MadeUp.facility(1).brokenHealth().serve()) {
      InetSocketAddress address = server.addresses().get(0);
      for (int visitor = 0; visitor < 5; visitor++) {
        assertThat(ask(address, "/healthz")).isEmpty();
      }

      assertThat(ask(address, "/metrics")).startsWith("HTTP/1.1 200");
      assertThat(log.lines("fault")).containsExactly("fault while answering by HTTP");
      assertThat(log.stackTraces()).isEqualTo(1);
    }
  }

  @Test
  void aVisitorWhoGoesAwayIsNoFault() {
    List<Throwable> told = new ArrayList<>();
    Faults faults = new Faults(() -> 0, (fault, more) -> told.add(fault));
    EmbeddedChannel visitor =
        new EmbeddedChannel(
            new PageHandler(
                new Visitors(List.of()), routes(), new Responder(new AnswerBudget(1, 1)), faults));

    visitor.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

    assertThat(visitor.isOpen()).isFalse();
    assertThat(told).isEmpty();
  }
}
