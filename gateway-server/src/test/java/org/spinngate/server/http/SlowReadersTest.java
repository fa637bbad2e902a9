package org.spinngate.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

/** Who asks and does not read the answers costs little memory, and nobody else an answer. */
@ExtendWith(LeakExtension.class)
class SlowReadersTest {
  private static final int MANY = 600;
  private static final int LONG = 100_000;
  private static final int VERY_LONG = 10_000_000;

  /** What the buffers of the system may hold, both ways, in answers of that length. */
  private static final int IN_THE_SYSTEM = 200;

  private static final int DIRECT_BYTES = 16 * 1024 * 1024;
  private static final int SMALL_BUFFER = 4 * 1024;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String ONCE = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final MadeUp facility = MadeUp.facility(3);
  private final List<Socket> sockets = new ArrayList<>();
  private StatusServer server;

  private void serve(int bytes) {
    server = facility.longHealth(bytes).serve();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.close();
  }

  private Socket ask(String text) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.setSoTimeout(PATIENCE_MILLIS);
    InetSocketAddress address = server.addresses().get(0);
    socket.connect(address);
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  /** The status line, and the content is skipped. */
  private static String readAnswer(DataInputStream in) throws IOException {
    String status = readLine(in);
    long length = 0;
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      if (line.startsWith("content-length: ")) {
        length = Long.parseLong(line.substring(line.indexOf(' ') + 1));
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      assertThat(next).as("connection ended").isNotNegative();
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static DataInputStream in(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  private static long directBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  @Test
  void oneAnswerAtATimeIsMadeForAConnectionThatAsksThousandsOfTimes() throws Exception {
    serve(LONG);
    long before = directBytes();
    DataInputStream answers = in(ask(ONCE.repeat(MANY)));

    for (int read = 0; read < MANY; read++) {
      assertThat(facility.healthAnswers() - read).isLessThan(IN_THE_SYSTEM);
      assertThat(directBytes() - before).isLessThan(DIRECT_BYTES);
      assertThat(readAnswer(answers)).isEqualTo("HTTP/1.1 200 OK");
    }

    assertThat(facility.healthAnswers()).isEqualTo(MANY);
  }

  @Test
  void anotherConnectionIsAnsweredMeanwhile() throws Exception {
    serve(LONG);
    for (int i = 0; i < 32; i++) {
      ask(ONCE.repeat(MANY));
    }

    assertThat(readAnswer(in(ask(ONCE)))).isEqualTo("HTTP/1.1 200 OK");
    assertThat(facility.healthAnswers()).isLessThan(32 * IN_THE_SYSTEM);
  }

  @Test
  void oneWhoHasClosedTheirSideGetsWholeAnswersAndAnOrderlyEnd() throws Exception {
    serve(LONG);
    Socket socket = ask(ONCE.repeat(MANY));
    socket.shutdownOutput();

    String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

    int answers = all.split("HTTP/1.1 200 OK", -1).length - 1;
    assertThat(answers).isBetween(1, MANY);
    assertThat(facility.healthAnswers()).isEqualTo(answers);
  }

  @Test
  void aVeryLongAnswerReachesASlowReaderAndManyOfThemTakeNoMoreThanTheirShare() throws Exception {
    serve(VERY_LONG);
    long before = directBytes();
    List<DataInputStream> readers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      readers.add(in(ask(ONCE)));
      readers.get(i).mark(1);
      assertThat(readers.get(i).read()).isEqualTo('H');
      readers.get(i).reset();
    }

    assertThat(directBytes() - before).isLessThan(DIRECT_BYTES);
    List<String> statuses = new ArrayList<>();
    for (DataInputStream reader : readers) {
      statuses.add(readAnswer(reader));
    }
    assertThat(statuses.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting())))
        .containsOnlyKeys("HTTP/1.1 200 OK", "HTTP/1.1 503 Service Unavailable")
        .containsEntry("HTTP/1.1 200 OK", 6L);
    assertThat(readAnswer(in(ask(ONCE)))).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void contentIsNotReadAndDoesNotTakeTheAnswerAway() throws Exception {
    serve(1);
    String content = "x".repeat(300_000);

    Socket post =
        ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n" + content);
    assertThat(readAnswer(in(post))).isEqualTo("HTTP/1.1 405 Method Not Allowed");
    Socket get =
        ask("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n" + content);
    assertThat(readAnswer(in(get))).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    Socket chunked =
        ask("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assertThat(readAnswer(in(chunked))).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    Socket little = ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
    assertThat(readAnswer(in(little))).isEqualTo("HTTP/1.1 200 OK");
    Socket head = ask("HEAD / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
    assertThat(readLine(in(head))).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void garbageAfterARequestEndsTheConnectionAfterBothAnswers() throws Exception {
    serve(1);
    Socket socket = ask(ONCE + "\0\1 garbage\r\n\r\n" + ONCE.repeat(MANY));

    String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

    assertThat(all).startsWith("HTTP/1.1 200 OK").contains("HTTP/1.1 400 Bad Request");
    assertThat(facility.healthAnswers()).isEqualTo(1);
  }
}
