package org.spinngate.protocol.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;

/**
 * What programs of the time before messages could grow said to each other, one connection.
 *
 * @param client its frames, in order, each from its length on
 * @param server the other side's
 */
public record RecordedWire(List<byte[]> client, List<byte[]> server) {
  private static final String FILE = "before-extras.wire";

  /** A login, the list of boards, and goodbye. */
  public static RecordedWire boards() {
    return connection("boards");
  }

  /** A login, a board, a datagram of a boot, an SCP request and its reply. */
  public static RecordedWire session() {
    return connection("session");
  }

  /** The same session on its second connection, another request and its reply, and goodbye. */
  public static RecordedWire resumption() {
    return connection("resumption");
  }

  private static RecordedWire connection(String name) {
    List<String> lines =
        lines().stream()
            .dropWhile(line -> !line.equals("[" + name + "]"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("["))
            .toList();
    return new RecordedWire(frames(lines, "> "), frames(lines, "< "));
  }

  private static List<byte[]> frames(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> HexFormat.of().parseHex(line, mark.length(), line.length()))
        .toList();
  }

  private static List<String> lines() {
    try (InputStream file =
            Objects.requireNonNull(RecordedWire.class.getResourceAsStream(FILE), FILE);
        BufferedReader text =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The frame of the one message of this kind that the server said. */
  public byte[] answer(Class<? extends ControlMessage> kind) {
    return server.stream()
        .filter(frame -> messages(List.of(frame)).anyMatch(kind::isInstance))
        .findFirst()
        .orElseThrow();
  }

  /** The messages among the frames, read by the reader of today. */
  public static Stream<ControlMessage> messages(List<byte[]> frames) {
    return frames.stream()
        .map(RecordedWire::content)
        .filter(RecordedWire::isControl)
        .map(ControlMessage::read);
  }

  private static ByteBuf content(byte[] frame) {
    return Unpooled.wrappedBuffer(frame).skipBytes(2);
  }

  private static boolean isControl(ByteBuf content) {
    return !DataFrame.isDatagram(content);
  }
}
