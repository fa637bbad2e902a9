package org.spinngate.endtoend.tools;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.ScpMessage;

/**
 * As SpiNNMan (scp_request_pipeline.py, base_transceiver.py): eight requests outstanding, matched
 * by one counter's sequence numbers. When nothing at all has come for 1.0 s, all that is
 * outstanding is sent again, eleven times in all.
 */
public final class SpiNNMan extends ScriptedTool {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int TRIES = 11;
  private static final int BOOT_TRIES = 4;
  private static final int BOOTS = 3;
  private static final int WINDOW = 8;
  private static final Duration BOOT_GAP = Duration.ofMillis(100);
  private static final Duration AFTER_BOOT = Duration.ofSeconds(2);
  private static final Duration SHORTLY = Duration.ofMillis(100);

  /** TIMEOUT, P2P_TIMEOUT, LEN, P2P_NOREPLY and P2P_BUSY. */
  private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(0x86, 0x8e, 0x81, 0x8b, 0x8d);

  private static final int IPTAG = 26;
  private static final int TIMEOUT_OF_TAGS = 4 << 16;
  private static final int TAG_TIMEOUT = 9;
  private static final int ANY_TAG = 255;

  private final Map<Integer, Question> outstanding = new LinkedHashMap<>();

  /** A SpiNNMan that has just made its connections. */
  public SpiNNMan(ToolTarget target) {
    super(target, 0);
  }

  @Override
  void ask(List<Question> questions) throws ToolError, IOException {
    ask(questions, TRIES);
  }

  private void ask(List<Question> questions, int tries) throws ToolError, IOException {
    outstanding.clear();
    Iterator<Question> next = questions.iterator();
    while (next.hasNext() || !outstanding.isEmpty()) {
      while (next.hasNext() && outstanding.size() < WINDOW) {
        Question question = next.next();
        outstanding.put(question.sequence(), question);
        send(question);
      }
      Optional<byte[]> answer = socket().receive(TIMEOUT);
      if (answer.isPresent()) {
        take(answer.get(), tries);
      } else {
        resendAll(tries);
      }
    }
  }

  private void take(byte[] answer, int tries) throws ToolError, IOException {
    int sequence = answer.length < ScpMessage.BODY ? -1 : ScpMessage.sequence(answer);
    Question question = outstanding.get(sequence);
    if (question == null) {
      tally().unwanted(answer);
    } else if (WORTH_ANOTHER_TRY.contains(ScpMessage.code(answer))) {
      socket().pause(SHORTLY);
      resend(question, tries);
    } else if (ScpMessage.code(answer) != ScpMessage.OK) {
      throw new ToolError("unexpected response 0x%02x".formatted(ScpMessage.code(answer)));
    } else {
      outstanding.remove(sequence);
      tally().believed(question, answer);
    }
  }

  private void resendAll(int tries) throws ToolError, IOException {
    for (Question question : outstanding.values()) {
      resend(question, tries);
    }
  }

  private void resend(Question question, int tries) throws ToolError, IOException {
    if (question.sends() >= tries) {
      throw new ToolError("SpinnmanTimeoutException: " + tries + " tries");
    }
    send(question);
  }

  @Override
  void bootIt(BootImage image) throws ToolError, IOException {
    int boots = 0;
    boolean ready = false;
    while (!ready && boots < BOOTS) {
      Optional<Boolean> answer = isReady(BOOT_TRIES);
      ready = answer.orElse(false);
      if (answer.isEmpty()) {
        sendBoot(image, BOOT_GAP, BOOT_GAP);
        socket().pause(AFTER_BOOT);
        boots++;
      } else if (!ready) {
        socket().pause(SHORTLY);
      }
    }
    if (!ready && !isReady(TRIES).orElse(false)) {
      throw new ToolError("SpinnmanBootException");
    }
    ask(List.of(Question.of(request(IPTAG, new byte[0], TIMEOUT_OF_TAGS | ANY_TAG, TAG_TIMEOUT))));
  }

  /** Nothing if nobody answers. */
  private Optional<Boolean> isReady(int tries) throws IOException {
    Question version = versionQuestion();
    try {
      ask(List.of(version), tries);
      return Optional.of(isReady(version));
    } catch (ToolError e) {
      return Optional.empty();
    }
  }

  @Override
  String refused() {
    return "SpinnmanIOException: Failed to communicate with the machine";
  }
}
