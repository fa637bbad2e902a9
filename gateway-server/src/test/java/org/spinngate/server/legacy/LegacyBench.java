package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.net.MemoryPort;
import org.spinngate.server.net.PortAddress;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.SessionTerms;
import org.spinngate.server.session.SessionTimes;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.TestAccess;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;
import org.spinngate.server.usage.Unmetered;

/** Old clients of one board, {@code spin5-01}, without a network and on a test's time. */
final class LegacyBench implements AutoCloseable {
  /** What a tool begins with: an SDP header and a command. */
  static final String REQUEST = "000007ff00ff000000000b000100";

  /** Nothing that a tool would begin with. */
  static final String NOISE = "ffffffffffff";

  static final String BOOT_START = "000100000001000000000000000000000001";
  static final String BOOT_BLOCK = "00010000000300000000000000000000000a";
  static final String BOOT_END = "000100000005000000010000000000000000";

  private static final InetAddress HERE = address("192.0.2.1");
  private static final int FLOWS = 200;
  private static final LegacySettings ALL =
      rules(AddressBlock.of(address("192.0.2.7")), AddressBlock.of(address("192.0.2.8")));

  private final TestLoop time = new TestLoop();
  private final EmbeddedChannel socket = new EmbeddedChannel();
  private final PortAddress here;
  private final List<MemorySocket> toBoard = new ArrayList<>();
  private final List<EmbeddedChannel> connections = new ArrayList<>();
  private final List<LegacyDrop> drops = new ArrayList<>();
  private final Board board = board("spin5-01");
  private final LegacyClients clients;
  private LegacySettings rules = ALL;

  LegacyBench() {
    this(own -> own);
  }

  /** A server whose book of leases is another than its own. */
  LegacyBench(UnaryOperator<LeaseBook> book) {
    MemoryPort port = new MemoryPort(time.loop());
    here = port.at(HERE);
    port.open(here, time.loop(), socket);
    User old = Somebody.withoutToken(LegacySettings.USER, "*");
    clients =
        new LegacyClients(
            new LegacyContext(
                () -> rules,
                () -> Optional.of(old),
                sessions(old, book),
                drops::add,
                new LegacyLog(time::nanoTime),
                time::nanoTime));
  }

  /** From these addresses they may come. */
  private static LegacySettings rules(AddressBlock... networks) {
    return new LegacySettings(
        false,
        List.of(),
        List.of(networks),
        true,
        Optional.of("spin5-01"),
        Map.of(),
        Duration.ofMinutes(1),
        10);
  }

  /** The operator lets nobody come any more. */
  void revoke() {
    rules = rules();
    clients.recheck();
    time.run();
    rules = ALL;
  }

  static InetAddress address(String host) {
    return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(host));
  }

  private static Board board(String name) {
    return new Board(
        name,
        new Board.Addresses(
            new InetSocketAddress("127.0.0.2", 17893), new InetSocketAddress("127.0.0.2", 54321)),
        false,
        new Board.Handling(Duration.ofMillis(10), 8, true),
        "");
  }

  private Sessions sessions(User old, UnaryOperator<LeaseBook> book) {
    SessionTimes.Span endless = new SessionTimes.Span(Duration.ZERO, Duration.ZERO);
    SessionTimes times =
        new SessionTimes(endless, endless, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30));
    Flows.Shared flows =
        new Flows.Shared(
            this::socketToBoard,
            Tenure.ALWAYS,
            TestBudgets.flows(FLOWS),
            new Flows.PerSession(FLOWS, SessionRates.UNLIMITED, 64),
            Timing.of(time::nanoTime),
            time);
    Sessions.Access alone =
        TestAccess.alone(
            new Permissions(
                new BoardDirectory(List.of(board)), name -> Optional.of(old), login -> true),
            time::nanoTime,
            time);
    return new Sessions(
        TestAccess.by(book.apply(alone.leases()), alone),
        new SessionTable(time::nanoTime),
        new SessionTerms(user -> times, () -> flows),
        new Unmetered());
  }

  private MemorySocket socketToBoard() {
    MemorySocket fresh = new MemorySocket(time::nanoTime);
    toBoard.add(fresh);
    return fresh;
  }

  TestLoop time() {
    return time;
  }

  LegacyClients clients() {
    return clients;
  }

  /** Who has the board. */
  Optional<String> holder() {
    return board.lease().holder().map(one -> one.user());
  }

  /** What did not get as far as a session since the last time. */
  List<LegacyDrop> drops() {
    List<LegacyDrop> fresh = List.copyOf(drops);
    drops.clear();
    return fresh;
  }

  /** How many datagrams have reached the board. */
  int atBoard() {
    return toBoard.stream().mapToInt(one -> one.sent().size()).sum();
  }

  /** By UDP from this place. */
  ReplyPath path(String host, int port) {
    return new DatagramReplyPath(here, new InetSocketAddress(address(host), port));
  }

  /** A connection from this place. */
  StreamReplyPath connection(String host, int port) {
    EmbeddedChannel connection = new EmbeddedChannel();
    connections.add(connection);
    return new StreamReplyPath(connection, new InetSocketAddress(address(host), port));
  }

  /** A socket that takes datagrams for the SCP of old clients. */
  EmbeddedChannel listen() {
    return new EmbeddedChannel(
        new DatagramHandler(Service.SCP, time.loop(), packet -> here, clients));
  }

  /** A datagram comes, and the pass of the event loop ends. */
  void arrive(Service service, ReplyPath path, String hex) {
    LegacyClient client = receive(service, path, hex, time.loop());
    if (client != null) {
      client.flush();
    }
  }

  /** A datagram comes to an event loop. */
  LegacyClient receive(Service service, ReplyPath path, String hex, EventLoop at) {
    return clients.receive(service, path, bytes(hex), at);
  }

  static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
  }

  @Override
  public void close() {
    time.run();
    toBoard.stream().filter(MemorySocket::isOpen).forEach(MemorySocket::close);
    connections.forEach(EmbeddedChannel::finishAndReleaseAll);
    socket.finishAndReleaseAll();
  }
}
