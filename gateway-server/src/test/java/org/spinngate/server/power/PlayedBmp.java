package org.spinngate.server.power;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.TestLoop;

/** A BMP without a network, which answers after a while, or badly, and knows who has power. */
final class PlayedBmp {
  private static final int OK = 0x80;
  private static final int POWER = 57;

  private final TestLoop time;
  private final List<MemorySocket> sockets = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private final int[] looked = new int[1_000];
  private int powered = -1;
  private Duration delay = Duration.ofMillis(200);
  private boolean silent;
  private boolean ignoresOrders;
  private int lost;
  private int code = OK;
  private String name = "BC&MP/Spin5-BMP\0002.1.0\0";
  private int latestNumber = -1;
  private Optional<Integer> atWorkOn = Optional.empty();
  private int overlaps;

  PlayedBmp(TestLoop time) {
    this.time = time;
  }

  MemorySocket socket() {
    MemorySocket socket = new MemorySocket(time::nanoTime);
    sockets.add(socket);
    return socket;
  }

  void lateBy(Duration later) {
    delay = later;
  }

  void silent() {
    silent = true;
  }

  /** It says who it is, and nothing else. */
  void refusesToHearOrders() {
    ignoresOrders = true;
  }

  /** It does not hear the next datagrams. */
  void loses(int datagrams) {
    lost = datagrams;
  }

  void refuses() {
    code = 0x84;
  }

  void calledOtherwise(String other) {
    name = other;
  }

  void mend() {
    silent = false;
    ignoresOrders = false;
    lost = 0;
    code = OK;
    name = "BC&MP/Spin5-BMP\0002.1.0\0";
    delay = Duration.ofMillis(200);
  }

  boolean hasPower(int slot) {
    return (powered >> slot & 1) != 0;
  }

  /** What it has done, such as {@code off 3}, with the slots as bits. */
  List<String> commands() {
    return commands;
  }

  /** How often it was told something while it was at work on something else. */
  int overlaps() {
    return overlaps;
  }

  /** Hears what has come since, and answers later. */
  void look() {
    for (int i = 0; i < sockets.size(); i++) {
      List<MemorySocket.Sent> sent = sockets.get(i).sent();
      for (; looked[i] < sent.size(); looked[i]++) {
        heard(sockets.get(i), sent.get(looked[i]).bytes());
      }
    }
  }

  /** How many datagrams have come. */
  int heard() {
    return sockets.stream().mapToInt(socket -> socket.sent().size()).sum();
  }

  private void heard(MemorySocket socket, byte[] request) {
    if (silent || (ignoresOrders && request[10] == POWER) || lost-- > 0) {
      return;
    }
    int number = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN).getShort(12);
    overlaps += atWorkOn.filter(other -> other != number).isPresent() ? 1 : 0;
    atWorkOn = Optional.of(number);
    time.loop().schedule(() -> answer(socket, request), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void answer(MemorySocket socket, byte[] request) {
    ByteBuffer fields = ByteBuffer.wrap(request).order(ByteOrder.LITTLE_ENDIAN);
    int number = fields.getShort(12);
    atWorkOn = Optional.empty();
    boolean power = request[10] == POWER;
    if (power && code == OK && number != latestNumber) {
      turn((fields.getInt(14) & 1) != 0, fields.getInt(18));
    }
    latestNumber = power ? number : -1;
    String text = power ? "" : name;
    byte[] reply = new byte[26 + text.length()];
    reply[10] = (byte) (power ? code : OK);
    reply[12] = request[12];
    reply[13] = request[13];
    System.arraycopy(text.getBytes(US_ASCII), 0, reply, 26, text.length());
    if (socket.isOpen()) {
      socket.receive(reply);
    }
  }

  private void turn(boolean on, int slots) {
    powered = on ? powered | slots : powered & ~slots;
    commands.add((on ? "on " : "off ") + slots);
  }
}
