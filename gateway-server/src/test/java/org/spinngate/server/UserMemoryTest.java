package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.spinngate.server.config.QueueLimits;

/**
 * The most memory that one user can make the server hold, by the bounds of the code and the default
 * settings: what the manual says, and little enough for the memory of the package.
 */
class UserMemoryTest {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final String LINES = "datagrams that wait for lines";

  private final Config settings = ConfigFactory.defaultReference().getConfig("gateway");
  private final int sessions = settings.getInt("session.max-per-user");

  private static Object constant(String type, String name) throws ReflectiveOperationException {
    Field field = Class.forName("org.spinngate." + type).getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }

  private static long bytes(String type, String name) throws ReflectiveOperationException {
    return ((Number) constant(type, name)).longValue();
  }

  /** As the table in the manual has it. */
  private Map<String, Long> parts() throws ReflectiveOperationException {
    long connections = 2L * sessions + 8;
    long flows = (long) sessions * settings.getInt("limits.flows-per-session");
    WriteBufferWaterMark unwritten =
        (WriteBufferWaterMark) constant("server.net.StreamPort", "WATER_MARK");
    long read = bytes("server.net.StreamPort", "MOST_READ");
    long frames = bytes("protocol.stream.FrameReader", "MOST_KEPT");
    long record = bytes("protocol.stream.StreamTunnel", "RECORD_BYTES");
    long messages =
        bytes("protocol.stream.StreamTunnel", "MOST_UNWRITTEN_MESSAGES")
            * (bytes("protocol.Notice", "MAX_TEXT") + 512);
    long packets = bytes("server.net.Hops", "MOST_OF_ONE") * 2 * KIB;
    long copies = bytes("protocol.loss.Copies", "MOST") * bytes("protocol.mtu.PacketSize", "MOST");
    QueueLimits queues =
        new QueueLimits(
            settings.getBytes("limits.boot-bytes"),
            new QueueLimits.Bound(
                settings.getBytes("limits.waiting-bytes"),
                settings.getBytes("limits.waiting-bytes-per-user")),
            new QueueLimits.Bound(lineBytes(), settings.getBytes("limits.line-bytes-per-session")));

    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("connections", connections * (unwritten.high() + record + read + frames));
    parts.put("sessions, by TCP", sessions * messages);
    parts.put("sessions, by UDP", sessions * (packets + copies));
    parts.put("flows", flows * bytes("server.flow.Outlet", "MOST_AT_ONCE"));
    parts.put("SCP datagrams that wait", settings.getBytes("limits.waiting-bytes-per-user"));
    parts.put("boot packets that wait", queues.bootBytesOfUser(sessions));
    parts.put(LINES, Math.min(sessions * queues.lines().bytesOfOne(), lineBytes()));
    return parts;
  }

  private long lineBytes() {
    return settings.getBytes("limits.line-bytes");
  }

  private static double rounded(long bytes) {
    return Math.ceil(10.0 * bytes / MIB) / 10;
  }

  private static double ofManual(String part) throws IOException {
    String manual = Files.readString(Path.of("..", "docs", "limits.md"));
    Matcher row =
        Pattern.compile("\\| " + Pattern.quote(part) + " \\|.*\\| \\**([0-9.]+) MiB\\** \\|")
            .matcher(manual);
    assertThat(row.find()).as("a row of limits.md for '%s'", part).isTrue();
    return Double.parseDouble(row.group(1));
  }

  private long sum() throws ReflectiveOperationException {
    return parts().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void theManualHasTheNumbersOfTheDefaults() throws IOException, ReflectiveOperationException {
    for (Map.Entry<String, Long> part : parts().entrySet()) {
      assertThat(ofManual(part.getKey())).as(part.getKey()).isEqualTo(rounded(part.getValue()));
    }
    assertThat(ofManual("**all of it**")).isEqualTo(rounded(sum()));
  }

  /** Of the package, for what is not Java's own. */
  private static long memory() throws IOException {
    String options = Files.readString(Path.of("src", "packaging", "debian", "server", "default"));
    Matcher direct = Pattern.compile("-XX:MaxDirectMemorySize=(\\d+)m").matcher(options);
    assertThat(direct.find()).isTrue();
    return Long.parseLong(direct.group(1)) * MIB;
  }

  @Test
  void threeUsersAtTheirWorstDoNotFillTheMemoryOfThePackage()
      throws IOException, ReflectiveOperationException {
    assertThat(three()).isLessThan(memory() * 3 / 4);
  }

  @Test
  void packetsThatAreKeptForClientsWhoMissThemFitBesides()
      throws IOException, ReflectiveOperationException {
    assertThat(three() + bytes("server.sealed.SealedDoor", "MOST_HELD")).isLessThan(memory());
  }

  /** What three users can hold; of what waits for lines there is only one for all. */
  private long three() throws ReflectiveOperationException {
    long lines = parts().get(LINES);
    return 3 * (sum() - lines) + Math.min(3 * lines, lineBytes());
  }

  @Test
  void whatAllUsersTogetherHaveWaitingForBoardsIsLessThanHalfOfIt() {
    long inAll = settings.getBytes("limits.boot-bytes") + settings.getBytes("limits.waiting-bytes");

    assertThat(inAll).isLessThanOrEqualTo(64 * MIB);
  }
}
