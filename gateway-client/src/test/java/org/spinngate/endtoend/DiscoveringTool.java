package org.spinngate.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.spinngate.server.testing.ScpMessage.request;
import static org.spinngate.server.testing.ScpMessage.to;
import static org.spinngate.server.testing.ScpMessage.word;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;

/**
 * A tool that is told one board of a machine, finds the others as rig and SpiNNMan do, by the P2P
 * table, {@code INFO} and {@code sv.ip_addr}, and talks to each at the address that it tells
 * (domain: discovery of other boards). It prints a line for each board.
 */
final class DiscoveringTool {
  private static final int VER = 0;
  private static final int READ = 2;
  private static final int WRITE = 3;
  private static final int INFO = 31;
  private static final int P2P_TABLE = 0xE1010000;
  private static final int DIMENSIONS = 0xF5007F02;
  private static final int IP_ADDRESS = 0xF5007FF0;
  private static final int SDRAM = 0x60000000;
  private static final int NO_ROUTE = 6;
  private static final int SCP_PORT = 17893;
  private static final int IP_IN_INFO = 46;
  private static final int NAME_IN_VERSION = 26;
  private static final int TRIAD = 12;
  private static final int[][] ETHERNET_CHIPS = {{0, 0}, {4, 8}, {8, 4}};
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int TRIES = 30;

  private final ScpApplication first;
  private int sequence;

  private DiscoveringTool(ScpApplication first) {
    this.first = first;
  }

  /** Arguments: the address of the first board. */
  public static void main(String[] arguments) throws IOException {
    try (ScpApplication first = socket(InetAddress.getByName(arguments[0]))) {
      new DiscoveringTool(first).discover();
    }
  }

  private static ScpApplication socket(InetAddress board) throws IOException {
    return new ScpApplication(new InetSocketAddress(board, SCP_PORT), PATIENCE, 1);
  }

  /** Asks again and again, as a busy machine may take a datagram for late; it does no harm here. */
  private static byte[] ask(ScpApplication board, byte[] request) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      board.send(request);
      Optional<byte[]> answer = board.receive(PATIENCE);
      while (answer.isPresent()) {
        if (ScpMessage.sequence(answer.get()) == ScpMessage.sequence(request)) {
          return answer.get();
        }
        answer = board.receive(PATIENCE);
      }
    }
    throw new IOException("no answer");
  }

  private void discover() throws IOException {
    byte[] dimensions = ask(first, request(READ, ++sequence, DIMENSIONS, 2, 1));
    for (int x = 0; x < dimensions[15]; x += TRIAD) {
      for (int y = 0; y < dimensions[14]; y += TRIAD) {
        for (int[] ethernet : ETHERNET_CHIPS) {
          visitIfThere(x + ethernet[0], y + ethernet[1]);
        }
      }
    }
  }

  private void visitIfThere(int x, int y) throws IOException {
    if (isThere(x, y)) {
      visit(x, y);
    }
  }

  private boolean isThere(int x, int y) throws IOException {
    int column = P2P_TABLE + ((x << 8) + y) / 8 * 4;
    int entries = word(ask(first, request(READ, ++sequence, column, 4, 2)), 14);
    return (entries >>> (3 * (y % 8)) & 7) != NO_ROUTE;
  }

  private void visit(int x, int y) throws IOException {
    byte[] info = ask(first, to(x, y, 0, 0, request(INFO, ++sequence)));
    byte[] address = Arrays.copyOfRange(info, IP_IN_INFO, IP_IN_INFO + 4);
    byte[] read = ask(first, to(x, y, 0, 0, request(READ, ++sequence, IP_ADDRESS, 4, 2)));
    boolean same = Arrays.equals(address, Arrays.copyOfRange(read, 14, 18));
    InetAddress board = InetAddress.getByAddress(address);
    try (ScpApplication own = socket(board)) {
      String name = name(ask(own, to(x, y, 0, 0, request(VER, ++sequence))));
      boolean kept = keeps(own, x, y);
      System.out.printf(
          "chip %d,%d at %s: %s, addresses %s, memory %s%n",
          x, y, board.getHostAddress(), name, same ? "agree" : "differ", kept ? "right" : "wrong");
    }
  }

  private static String name(byte[] version) {
    int end = NAME_IN_VERSION;
    while (version[end] != 0) {
      end++;
    }
    return new String(version, NAME_IN_VERSION, end - NAME_IN_VERSION, US_ASCII);
  }

  private boolean keeps(ScpApplication own, int x, int y) throws IOException {
    byte[] data = {(byte) x, (byte) y, 3, 4};
    ask(own, to(x, y, 0, 0, request(WRITE, ++sequence, data, SDRAM, data.length, 0)));
    byte[] back = ask(own, to(x, y, 0, 0, request(READ, ++sequence, SDRAM, data.length, 0)));
    return Arrays.equals(Arrays.copyOfRange(back, 14, 18), data);
  }
}
