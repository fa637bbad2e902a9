package org.spinngate.client.testing;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One of an old server's two ports. Datagrams go to the board from one socket; what the board sends
 * goes to the peer, which is the last that sent (UDP) or connected (TCP, the one before is closed).
 */
public final class PlayedLegacyService {
  private static final int MOST_BYTES = 65_507;

  private final InetAddress address;
  private final boolean tcp;
  private final InetSocketAddress boardAddress;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final List<Thread> workers = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile int port;
  private volatile @Nullable SocketAddress udpPeer;
  private volatile @Nullable Socket tcpPeer;

  PlayedLegacyService(InetAddress address, boolean tcp, InetSocketAddress boardAddress) {
    this.address = address;
    this.tcp = tcp;
    this.boardAddress = boardAddress;
  }

  public int port() {
    return port;
  }

  /** How many TCP connections there have been. */
  public int accepted() {
    return accepted.get();
  }

  void start() throws IOException {
    DatagramSocket board = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    board.connect(boardAddress);
    open.add(board);
    if (tcp) {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(address, port));
      open.add(listener);
      port = listener.getLocalPort();
      inBackground(() -> accept(listener, board));
      inBackground(() -> answerByTcp(board));
    } else {
      DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, port));
      open.add(socket);
      port = socket.getLocalPort();
      inBackground(() -> takeUdp(socket, board));
      inBackground(() -> answerByUdp(board, socket));
    }
  }

  void stop() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
    open.clear();
    // A socket keeps its port until the last thread has left it.
    for (Thread worker : workers) {
      join(worker);
    }
    workers.clear();
    tcpPeer = null;
    udpPeer = null;
  }

  /** Closes the connection with the peer, as for another one that has come. */
  public void kick() throws IOException {
    Socket peer = tcpPeer;
    if (peer != null) {
      peer.close();
    }
  }

  /** Sends these bytes to the peer, by TCP without a length. */
  public void sayRaw(byte... bytes) throws IOException {
    Socket peer = tcpPeer;
    if (peer != null) {
      peer.getOutputStream().write(bytes);
    }
  }

  private void accept(ServerSocket listener, DatagramSocket board) throws IOException {
    while (true) {
      Socket next = listener.accept();
      kick();
      tcpPeer = next;
      open.add(next);
      accepted.incrementAndGet();
      inBackground(() -> takeTcp(next, board));
    }
  }

  private static void takeTcp(Socket peer, DatagramSocket board) throws IOException {
    try (peer) {
      DataInputStream in = new DataInputStream(peer.getInputStream());
      while (true) {
        byte[] datagram = new byte[in.readInt()];
        in.readFully(datagram);
        toBoard(board, datagram);
      }
    }
  }

  private void answerByTcp(DatagramSocket board) throws IOException {
    while (true) {
      byte[] datagram = receive(board);
      Socket peer = tcpPeer;
      if (peer != null && datagram.length > 0) {
        sendFrame(peer, datagram);
      }
    }
  }

  private static void sendFrame(Socket peer, byte[] datagram) {
    try {
      DataOutputStream out = new DataOutputStream(peer.getOutputStream());
      byte[] frame = new byte[4 + datagram.length];
      frame[2] = (byte) (datagram.length >>> 8);
      frame[3] = (byte) datagram.length;
      System.arraycopy(datagram, 0, frame, 4, datagram.length);
      out.write(frame);
    } catch (IOException gone) {
      // The next one will get the next answer.
    }
  }

  private void takeUdp(DatagramSocket socket, DatagramSocket board) throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
      socket.receive(packet);
      udpPeer = packet.getSocketAddress();
      toBoard(board, Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  private void answerByUdp(DatagramSocket board, DatagramSocket socket) throws IOException {
    while (true) {
      byte[] datagram = receive(board);
      SocketAddress peer = udpPeer;
      if (peer != null && datagram.length > 0) {
        socket.send(new DatagramPacket(datagram, datagram.length, peer));
      }
    }
  }

  private static void toBoard(DatagramSocket board, byte[] datagram) throws IOException {
    try {
      board.send(new DatagramPacket(datagram, datagram.length));
    } catch (PortUnreachableException e) {
      // The board is not there at present.
    }
  }

  /** The board's next datagram; empty if it said that nobody is there. */
  private static byte[] receive(DatagramSocket board) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
    try {
      board.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    } catch (PortUnreachableException e) {
      return new byte[0];
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Work ends when its socket is closed. */
  private void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException | java.io.EOFException closed) {
                // As it should be.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "old-server");
    thread.setDaemon(true);
    workers.add(thread);
    thread.start();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
