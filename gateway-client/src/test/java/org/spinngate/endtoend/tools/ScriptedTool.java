package org.spinngate.endtoend.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.testing.MachineTime;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.ScpMessage;

/** What all tools have in common; how they wait and ask again is their own affair. */
abstract class ScriptedTool implements HostTool {
  private static final int PIECE = 256;
  private static final int VER = 0;
  private static final int READ = 2;
  private static final int WRITE = 3;
  private static final int WORDS = 2;
  private static final int SEQUENCES = 1 << 16;

  private final ToolTarget target;
  private final ToolSocket socket;
  private final Tally tally = new Tally();
  private int nextSequence;

  ScriptedTool(ToolTarget target, int firstSequence) {
    this.target = target;
    this.socket = new ToolSocket(target.scp());
    this.nextSequence = firstSequence;
  }

  /** What a tool does; it ends with what it has read, or an error that its user sees. */
  interface Step {
    byte[] run() throws ToolError, IOException;
  }

  /** Asks all these questions and waits for the answers, as this tool does. */
  abstract void ask(List<Question> questions) throws ToolError, IOException;

  /** Boots, as this tool does. */
  abstract void bootIt(BootImage image) throws ToolError, IOException;

  /** The words for an ICMP message that says that nobody listens. */
  abstract String refused();

  @Override
  public Outcome version() {
    return perform(
        () -> {
          Question version = versionQuestion();
          ask(List.of(version));
          return version.body();
        });
  }

  @Override
  public Outcome read(int address, int length) {
    return perform(
        () -> {
          List<Question> pieces = new ArrayList<>();
          for (int offset = 0; offset < length; offset += PIECE) {
            int size = Math.min(PIECE, length - offset);
            byte[] content = target.memory().at(address + offset, size);
            byte[] request = request(READ, new byte[0], address + offset, size, type(size));
            pieces.add(Question.expecting(content, request));
          }
          ask(pieces);
          return joined(pieces, length);
        });
  }

  @Override
  public Outcome write(int address, byte[] bytes) {
    return perform(
        () -> {
          List<Question> pieces = new ArrayList<>();
          for (int offset = 0; offset < bytes.length; offset += PIECE) {
            int size = Math.min(PIECE, bytes.length - offset);
            byte[] piece = Arrays.copyOfRange(bytes, offset, offset + size);
            byte[] request = request(WRITE, piece, address + offset, size, type(size));
            pieces.add(Question.expecting(new byte[0], request));
          }
          ask(pieces);
          target.memory().write(address, bytes);
          return new byte[0];
        });
  }

  @Override
  public Outcome boot(BootImage image) {
    return perform(
        () -> {
          bootIt(image);
          return new byte[0];
        });
  }

  @Override
  public int localPort() {
    return socket.localPort();
  }

  @Override
  public int unread() {
    int count = 0;
    try {
      while (socket.poll().isPresent()) {
        count++;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  final ToolSocket socket() {
    return socket;
  }

  final Tally tally() {
    return tally;
  }

  final void send(Question question) throws IOException {
    tally.sent(question);
    socket.send(question.request());
  }

  final Question versionQuestion() {
    return Question.of(ScpMessage.to(255, 255, 0, 0, request(VER, new byte[0])));
  }

  final byte[] request(int command, byte[] data, int... arguments) {
    int sequence = nextSequence;
    nextSequence = (nextSequence + 1) % SEQUENCES;
    return ScpMessage.request(command, sequence, data, arguments);
  }

  /** Whether the board knows its place; a tool that takes anything for an answer says yes. */
  static boolean isReady(Question version) {
    byte[] body = version.body();
    return body.length < 4 || (body[2] & 0xFF) != 255 || (body[3] & 0xFF) != 255;
  }

  /** Sends a boot image from a socket of its own, with a pause after each packet but the last. */
  final void sendBoot(BootImage image, Duration pause, Duration pauseAtEnd) throws IOException {
    try (ToolSocket sender = new ToolSocket(target.boot())) {
      List<byte[]> packets = image.packets();
      for (byte[] packet : packets.subList(0, packets.size() - 1)) {
        sendBoot(sender, packet);
        sender.pause(pause);
      }
      sendBoot(sender, packets.get(packets.size() - 1));
      sender.pause(pauseAtEnd);
    }
  }

  private void sendBoot(ToolSocket sender, byte[] packet) throws IOException {
    tally.bootPacket();
    sender.send(packet);
  }

  private Outcome perform(Step step) {
    tally.reset();
    long begun = MachineTime.nanos();
    Optional<String> error = Optional.empty();
    byte[] data = new byte[0];
    try {
      data = step.run();
    } catch (ToolError e) {
      error = Optional.of(e.getMessage());
    } catch (IOException e) {
      error = Optional.of(refused());
    }
    Duration time = Duration.ofNanos(MachineTime.nanos() - begun);
    return new Outcome(error, data, tally.counts(), time);
  }

  /** The pieces as the tool puts them together: what is too short leaves a hole. */
  private static byte[] joined(List<Question> pieces, int length) {
    byte[] data = new byte[length];
    for (int index = 0; index < pieces.size(); index++) {
      byte[] body = pieces.get(index).body();
      int room = Math.min(PIECE, length - index * PIECE);
      System.arraycopy(body, 0, data, index * PIECE, Math.min(body.length, room));
    }
    return data;
  }

  /** Words where possible, as tools ask for them. */
  private static int type(int size) {
    return size % 4 == 0 ? WORDS : 0;
  }
}
