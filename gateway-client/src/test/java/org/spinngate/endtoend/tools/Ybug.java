package org.spinngate.endtoend.tools;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.ScpMessage;

/**
 * As ybug of spinnaker_tools (SCP.pm, cmd_boot): one request at a time, 0.5 s for each of three
 * tries, and the first datagram that is there is taken for the answer. It never compares sequence
 * numbers, so that one answer too many makes every later one wrong.
 */
public final class Ybug extends ScriptedTool {
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(100);
  private static final int TRIES = 3;
  private static final Duration BOOT_GAP = Duration.ofMillis(10);
  private static final Duration AFTER_BOOT = Duration.ofSeconds(2);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(500);
  private static final int SHORTEST = 14;
  private static final int IPTAG = 26;
  private static final int SET_TAG_0 = 1 << 16;
  private static final int TUBOTRON_PORT = 17892;

  /** A ybug that has just connected. */
  public Ybug(ToolTarget target) {
    super(target, 1);
  }

  @Override
  void ask(List<Question> questions) throws ToolError, IOException {
    for (Question question : questions) {
      ask(question, TIMEOUT);
    }
  }

  private void ask(Question question, Duration timeout) throws ToolError, IOException {
    Optional<byte[]> answer = Optional.empty();
    for (int tries = 0; tries < TRIES && answer.isEmpty(); tries++) {
      send(question);
      answer = socket().receive(timeout);
    }
    byte[] believed = answer.orElseThrow(() -> new ToolError("too many retries"));
    if (believed.length < SHORTEST) {
      tally().unwanted(believed);
      throw new ToolError("malformed SCP packet");
    }
    if (ScpMessage.code(believed) != ScpMessage.OK) {
      throw new ToolError("error 0x%02x".formatted(ScpMessage.code(believed)));
    }
    tally().believed(question, believed);
  }

  @Override
  void bootIt(BootImage image) throws ToolError, IOException {
    probe();
    sendBoot(image, BOOT_GAP, BOOT_GAP);
    socket().pause(AFTER_BOOT);
    Question version = versionQuestion();
    ask(version, TIMEOUT);
    while (!isReady(version)) {
      socket().pause(BETWEEN_POLLS);
      version = versionQuestion();
      ask(version, TIMEOUT);
    }
    ask(Question.of(request(IPTAG, new byte[0], SET_TAG_0, TUBOTRON_PORT)), TIMEOUT);
  }

  /** Only warns of a board that is booted already. */
  private void probe() throws IOException {
    try {
      ask(versionQuestion(), PROBE_TIMEOUT);
    } catch (ToolError e) {
      assert e.getMessage() != null : "as expected of a board that is not booted";
    }
  }

  @Override
  String refused() {
    return "target recv error";
  }
}
