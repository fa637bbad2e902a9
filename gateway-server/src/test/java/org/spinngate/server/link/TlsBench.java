package org.spinngate.server.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.access.AddressQuota;
import org.spinngate.server.access.Authenticator;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.config.Limits;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.config.file.Identities;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.net.StreamPort;
import org.spinngate.server.reset.Resets;
import org.spinngate.server.session.SessionTable;
import org.spinngate.server.session.SessionTerms;
import org.spinngate.server.session.SessionTimes;
import org.spinngate.server.session.Sessions;
import org.spinngate.server.session.TestAccess;
import org.spinngate.server.testing.FakeBoard;
import org.spinngate.server.testing.RealLoop;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.usage.Unmetered;

/** A listener on loopback with a fake board behind it. */
final class TlsBench implements AutoCloseable {
  private final RealLoop loop = new RealLoop(Transport.best());
  private final FakeBoard board = new FakeBoard();
  private final SessionTable table;
  private final TlsIdentity tls;
  private final StreamPort listener;
  private final InetSocketAddress address;

  TlsBench(Path identity, int perAddress, int pendingLogins, Duration loginDeadline)
      throws IOException {
    this(identity, LinkLimits.of(perAddress, pendingLogins, loginDeadline), users -> users);
  }

  /** One whose users are asked for in a way of the test's own. */
  TlsBench(Path identity, Limits limits, UnaryOperator<Authenticator> way) throws IOException {
    Clock clock = Clock.systemUTC();
    table = new SessionTable(System::nanoTime);
    Served service = service(clock);
    tls =
        new TlsIdentity(
            LoadedCertificate.from(
                new TlsSettings(identity.resolve("server.pem"), identity.resolve("server.key"))));
    listener =
        new StreamPort(
            new StreamPort.Sockets(loop.loop(), Transport.best(), () -> "reno"),
            "gateway.listen",
            TunnelInitializer.of(
                tls,
                service.context(System::nanoTime, clock, way),
                new AddressQuota(
                    () -> limits.connections().most(), () -> limits.connections().mostOfOne()),
                () -> limits,
                "gateway-server 0.1"));
    address = listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private Served service(Clock clock) {
    Board.Addresses addresses = new Board.Addresses(board.address(), board.address());
    Board place =
        new Board(
            "spin5-01", addresses, false, new Board.Handling(Duration.ofMillis(1), 8, true), "");
    SessionTimes times =
        new SessionTimes(
            new SessionTimes.Span(Duration.ZERO, Duration.ZERO),
            new SessionTimes.Span(Duration.ZERO, Duration.ZERO),
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));
    Flows.Shared flows =
        new Flows.Shared(
            loop::socket,
            Tenure.ALWAYS,
            TestBudgets.flows(100),
            new Flows.PerSession(8, SessionRates.UNLIMITED, 64),
            Timing.of(System::nanoTime),
            clock);
    Sessions.Access access =
        TestAccess.alone(
            new Permissions(
                new BoardDirectory(List.of(place)),
                name -> Optional.of(Somebody.named(name, "*")),
                login -> true),
            System::nanoTime,
            clock);
    Sessions sessions =
        new Sessions(access, table, new SessionTerms(user -> times, () -> flows), new Unmetered());
    return new Served(sessions, new Resets(sessions, access.leases(), access.hooks(), clock));
  }

  /** Makes a key and a certificate in a folder, for any number of servers. */
  static Path identity(Path folder) throws Exception {
    Identities.make(folder);
    return folder;
  }

  InetSocketAddress address() {
    return address;
  }

  FakeBoard board() {
    return board;
  }

  SessionTable table() {
    return table;
  }

  StreamPort listener() {
    return listener;
  }

  /** A client's socket before its handshake. */
  /** TLS on a connection into which the test may write other things as well. */
  SSLSocket dialOver(Socket connection) throws IOException, GeneralSecurityException {
    connection.connect(address);
    connection.setSoTimeout(20_000);
    return (SSLSocket)
        tlsOfClients().getSocketFactory().createSocket(connection, "localhost", 0, true);
  }

  private static SSLContext tlsOfClients() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    return context;
  }

  SSLSocket dial(String... versions) throws IOException, GeneralSecurityException {
    SSLSocket socket = (SSLSocket) tlsOfClients().getSocketFactory().createSocket();
    socket.connect(address);
    socket.setSoTimeout(60_000);
    if (versions.length > 0) {
      socket.setEnabledProtocols(versions);
    }
    return socket;
  }

  @Override
  public void close() {
    listener.close();
    loop.close();
    tls.close();
    board.close();
  }

  /** Who the server is, is the client's business and tested there. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
