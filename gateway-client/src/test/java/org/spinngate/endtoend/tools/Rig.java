package org.spinngate.endtoend.tools;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spinngate.protocol.testing.MachineTime;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.ScpMessage;

/**
 * As rig (scp_connection.py, machine_controller.py): 0.5 s for each of five tries of each request,
 * which are matched by their sequence numbers.
 */
public final class Rig extends ScriptedTool {
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final int TRIES = 5;
  private static final Duration BOOT_GAP = Duration.ofMillis(50);
  private static final Duration AFTER_BOOT = Duration.ofSeconds(2);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);
  private static final int SUM = 0x82;
  private static final int P2P_BUSY = 0x8d;

  private final ToolTarget target;
  private final int window;
  private final int tries;
  private final Map<Question, Long> outstanding = new LinkedHashMap<>();

  /** A rig as it is shipped, with one request outstanding. */
  public Rig(ToolTarget target) {
    this(target, 1);
  }

  /** A rig whose user has chosen how many requests may be outstanding. */
  public Rig(ToolTarget target, int window) {
    this(target, window, TRIES);
  }

  private Rig(ToolTarget target, int window, int tries) {
    super(target, 0);
    this.target = target;
    this.window = window;
    this.tries = tries;
  }

  @Override
  void ask(List<Question> questions) throws ToolError, IOException {
    outstanding.clear();
    Iterator<Question> next = questions.iterator();
    while (next.hasNext() || !outstanding.isEmpty()) {
      while (next.hasNext() && outstanding.size() < window) {
        transmit(next.next());
      }
      Optional<byte[]> answer = receive();
      if (answer.isPresent()) {
        take(answer.get());
      }
      retryLate();
    }
  }

  /** A port that refuses is as silent as any other. */
  private Optional<byte[]> receive() throws IOException {
    long now = MachineTime.nanos();
    long left = outstanding.values().stream().mapToLong(due -> due - now).min().orElse(0);
    try {
      return socket().receive(Duration.ofNanos(Math.max(0, left)));
    } catch (PortUnreachableException e) {
      return Optional.empty();
    }
  }

  private void transmit(Question question) throws IOException {
    outstanding.put(question, MachineTime.nanos() + TIMEOUT.toNanos());
    try {
      send(question);
    } catch (PortUnreachableException e) {
      assert outstanding.containsKey(question) : "will be sent again";
    }
  }

  private void take(byte[] answer) throws ToolError {
    if (answer.length < ScpMessage.BODY) {
      tally().unwanted(answer);
      return;
    }
    int code = ScpMessage.code(answer);
    if (code == SUM || code == P2P_BUSY) {
      return;
    }
    if (code != ScpMessage.OK) {
      throw new ToolError("FatalReturnCodeError 0x%02x".formatted(code));
    }
    Optional<Question> asked =
        outstanding.keySet().stream()
            .filter(question -> question.sequence() == ScpMessage.sequence(answer))
            .findFirst();
    asked.ifPresentOrElse(
        question -> {
          outstanding.remove(question);
          tally().believed(question, answer);
        },
        () -> tally().unwanted(answer));
  }

  private void retryLate() throws ToolError, IOException {
    long now = MachineTime.nanos();
    for (Question question : List.copyOf(outstanding.keySet())) {
      if (outstanding.get(question) - now > 0) {
        continue;
      }
      if (question.sends() >= tries) {
        throw new ToolError("TimeoutError: " + tries + " tries");
      }
      transmit(question);
    }
  }

  @Override
  void bootIt(BootImage image) throws ToolError, IOException {
    if (isBooted()) {
      return;
    }
    sendBoot(image, BOOT_GAP, Duration.ZERO);
    socket().pause(AFTER_BOOT);
    try {
      awaitReadiness();
    } catch (ToolError e) {
      throw new ToolError("The remote machine could not be booted.");
    }
  }

  private void awaitReadiness() throws ToolError, IOException {
    Question version = versionQuestion();
    ask(List.of(version));
    while (!isReady(version)) {
      socket().pause(BETWEEN_POLLS);
      version = versionQuestion();
      ask(List.of(version));
    }
  }

  /** Asked once, from a socket of its own. */
  private boolean isBooted() {
    try (Rig other = new Rig(target, 1, 1)) {
      boolean booted = other.version().completed();
      tally().add(other.tally());
      return booted;
    }
  }

  @Override
  String refused() {
    return "ConnectionRefusedError";
  }
}
