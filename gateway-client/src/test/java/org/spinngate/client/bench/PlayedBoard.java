package org.spinngate.client.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A board that the test plays itself: answers each datagram with none, one or several. */
final class PlayedBoard implements AutoCloseable {
  private static final int MOST_BYTES = 65_535;

  private final Function<byte[], List<byte[]>> answers;
  private final DatagramSocket socket;

  PlayedBoard(Function<byte[], List<byte[]>> answers) throws IOException {
    this.answers = answers;
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "played-board");
    thread.setDaemon(true);
    thread.start();
  }

  Target target(String name) {
    return new Target(name, (InetSocketAddress) socket.getLocalSocketAddress());
  }

  /** What a correct board answers to a read, whose every byte is the same. */
  static byte[] answer(byte[] request, int filling) {
    int bytes = (request[18] & 0xFF) | ((request[19] & 0xFF) << 8);
    byte[] answer = new byte[14 + bytes];
    Arrays.fill(answer, 14, answer.length, (byte) filling);
    answer[10] = (byte) 0x80;
    System.arraycopy(request, 12, answer, 12, 2);
    return answer;
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
    try {
      while (!socket.isClosed()) {
        packet.setLength(MOST_BYTES);
        socket.receive(packet);
        byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
        for (byte[] answer : answers.apply(request)) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
