package org.spinngate.client.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a board for its version, again and again for a while, as a tool with a window of four would:
 * well below what a board can have outstanding. Blocks the caller.
 */
final class VersionQuestions {
  private static final int WINDOW = 4;
  private static final int PAUSE_MILLIS = 5;
  private static final long PAUSE = Duration.ofMillis(PAUSE_MILLIS).toNanos();
  private static final long GIVEN_UP = Duration.ofSeconds(1).toNanos();

  private final CheckPatience patience;
  private final Map<Integer, Long> open = new HashMap<>();
  private final List<Long> roundTrips = new ArrayList<>();
  private @Nullable ScpVersion latest;
  private int asked;
  private long askedAt;

  VersionQuestions(CheckPatience patience) {
    this.patience = patience;
  }

  /** Asks for as long as this, and waits a second more for the last answers. */
  VersionAnswers ask(InetSocketAddress board, Duration time)
      throws IOException, InterruptedException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(board);
      socket.setSoTimeout(PAUSE_MILLIS);
      long begin = patience.now();
      askedAt = begin - PAUSE;
      while (patience.now() - begin < time.toNanos()) {
        patience.goOn();
        giveUpOld();
        if (open.size() < WINDOW && patience.now() - askedAt >= PAUSE) {
          send(socket);
        }
        receive(socket);
      }
      while (!open.isEmpty()) {
        patience.goOn();
        giveUpOld();
        receive(socket);
      }
    }
    return new VersionAnswers(
        asked,
        new VersionAnswers.Answers(
            roundTrips.size(), Durations.median(roundTrips), latest != null && latest.isStarting()),
        Optional.ofNullable(latest).flatMap(ScpVersion::software));
  }

  private void giveUpOld() {
    long now = patience.now();
    open.values().removeIf(sentAt -> now - sentAt > GIVEN_UP);
  }

  private void send(DatagramSocket socket) throws IOException {
    int sequence = ++asked & 0xFFFF;
    byte[] question = ScpVersion.question(sequence);
    askedAt = patience.now();
    open.put(sequence, askedAt);
    socket.send(new DatagramPacket(question, question.length));
  }

  private void receive(DatagramSocket socket) throws IOException {
    byte[] bytes = new byte[ScpVersion.LONGEST_ANSWER];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException nothing) {
      return;
    }
    ScpVersion.of(bytes, packet.getLength()).ifPresent(this::answered);
  }

  private void answered(ScpVersion answer) {
    Long sentAt = open.remove(answer.sequence());
    if (sentAt != null) {
      roundTrips.add(patience.now() - sentAt);
      latest = answer;
    }
  }
}
