package org.spinngate.endtoend.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.spinngate.simulated.ArrivalFilter;
import org.spinngate.simulated.SimulatedBoard;

/**
 * Writes down what comes to the ports of one simulated board, and from which gateway; and may cut a
 * gateway's way to the board.
 *
 * <p>Thread-safe.
 */
final class BoardWitness implements ArrivalFilter, AutoCloseable {
  private static final long SILENCE_MILLIS = 4_000;
  private static final String MARKS = "127.0.97.99";

  private final SimulatedBoard board;
  private final Function<InetAddress, String> names;
  private final DatagramSocket marks;
  private final Map<Integer, List<BoardSight>> sights = new TreeMap<>();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private final List<Silence> silences = new ArrayList<>();
  private long latestMillis;

  /**
   * Nothing came between two datagrams.
   *
   * @param fromMillis the time of day of the one
   * @param toMillis and of the other
   */
  record Silence(long fromMillis, long toMillis) {}

  /**
   * Begins.
   *
   * @param names of gateways, by the addresses that their datagrams come from
   */
  BoardWitness(SimulatedBoard board, Function<InetAddress, String> names) throws IOException {
    this.board = board;
    this.names = names;
    this.marks = new DatagramSocket(new InetSocketAddress(MARKS, 0));
    board.onArrival(this);
  }

  @Override
  public synchronized boolean passes(int port, InetSocketAddress sender, ByteBuf content) {
    boolean mark = sender.getPort() == marks.getLocalPort() && sender.getHostString().equals(MARKS);
    String gateway = names.apply(sender.getAddress());
    BoardSight sight =
        mark
            ? new BoardSight.TermOver(Long.parseLong(content.toString(US_ASCII)))
            : new BoardSight.Datagram(gateway, sender.getPort(), System.currentTimeMillis());
    boolean passes = !mark && !cut.contains(gateway);
    if (sight instanceof BoardSight.Datagram datagram && passes) {
      heard(datagram.millis());
    }
    if (mark || passes) {
      sights.computeIfAbsent(port, any -> new ArrayList<>()).add(sight);
    }
    return passes;
  }

  private void heard(long millis) {
    if (latestMillis != 0 && millis - latestMillis > SILENCE_MILLIS) {
      silences.add(new Silence(latestMillis, millis));
    }
    latestMillis = millis;
  }

  /** Takes the way to the board from a gateway, or gives it back. */
  void cut(String gateway, boolean wanted) {
    if (wanted) {
      cut.add(gateway);
    } else {
      cut.remove(gateway);
    }
  }

  /** To be told as soon as the ledger says so. */
  void termOver(long number) {
    byte[] text = String.valueOf(number).getBytes(US_ASCII);
    for (InetSocketAddress port : List.of(board.scpAddress(), board.bootAddress())) {
      try {
        marks.send(new DatagramPacket(text, text.length, port));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The first silence of some seconds that was over at this moment or later. */
  synchronized Optional<Silence> silenceUntil(long millis) {
    return silences.stream().filter(one -> one.toMillis() >= millis).findFirst();
  }

  /** What came to each port, in order. */
  synchronized List<List<BoardSight>> sights() {
    return sights.values().stream().map(List::copyOf).toList();
  }

  @Override
  public void close() {
    marks.close();
  }
}
