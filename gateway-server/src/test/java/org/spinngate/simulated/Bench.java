package org.spinngate.simulated;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.testing.ScpApplication;

/** Simulated boards on an event loop of their own, and applications to talk to them. */
final class Bench implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Duration SILENCE = Duration.ofMillis(30);
  static final Duration NEVER = Duration.ofHours(1);
  static final int SDRAM = 0x60000000;

  private final Transport transport;
  private final EventLoopGroup group;
  private final List<SimulatedBoard> boards = new ArrayList<>();
  private final List<ScpApplication> applications = new ArrayList<>();

  Bench() {
    this(Transport.best());
  }

  Bench(Transport transport) {
    this.transport = transport;
    group = transport.eventLoops(1, "bench");
  }

  static SimulationSettings spin5() {
    return SimulationSettings.spin5(InetAddress.getLoopbackAddress());
  }

  static SimulationSettings spin3() {
    return SimulationSettings.spin3(InetAddress.getLoopbackAddress());
  }

  /** A loopback address that no other test process uses, for ports that cannot be chosen freely. */
  static InetAddress ownAddress() throws UnknownHostException {
    long process = ProcessHandle.current().pid();
    byte[] address = {
      127, (byte) (64 + (process >>> 16 & 63)), (byte) (process >>> 8), (byte) process
    };
    return InetAddress.getByAddress(address);
  }

  SimulatedBoard start(SimulationSettings settings) {
    SimulatedBoard board = starting(settings).syncUninterruptibly().getNow();
    boards.add(board);
    return board;
  }

  Future<SimulatedBoard> starting(SimulationSettings settings) {
    return SimulatedBoard.start(group, transport::datagramChannel, settings);
  }

  /** Three boards that are one machine. */
  List<SimulatedBoard> startTriad(List<SimulationSettings> settings) {
    List<SimulatedBoard> three =
        SimulatedTriad.start(group, transport::datagramChannel, settings).stream()
            .map(starting -> starting.syncUninterruptibly().getNow())
            .toList();
    boards.addAll(three);
    return three;
  }

  /** An application that waits long, and so never sends anything twice. */
  ScpApplication application(SimulatedBoard board) throws IOException {
    return application(board, PATIENCE, 1);
  }

  ScpApplication application(SimulatedBoard board, Duration timeout, int tries) throws IOException {
    ScpApplication application = new ScpApplication(board.scpAddress(), timeout, tries);
    applications.add(application);
    return application;
  }

  /** Sends a datagram and waits for the one that answers it. */
  static byte[] exchange(ScpApplication application, byte[] datagram) throws IOException {
    application.send(datagram);
    return application
        .receive(PATIENCE)
        .orElseThrow(() -> new AssertionError("no answer in " + PATIENCE));
  }

  static byte[] bytes(String hex) {
    return HexFormat.ofDelimiter(" ").parseHex(hex.strip());
  }

  static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Override
  public void close() throws IOException {
    for (ScpApplication application : applications) {
      application.close();
    }
    // A group that is stopped without a quiet period may leave its sockets open.
    boards.forEach(board -> board.close().syncUninterruptibly());
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
