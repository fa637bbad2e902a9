package org.spinngate.client.dial;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.check.BoardsQuestion;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.link.Conversation;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class IdentityCheckTest {
  private static final FakeServer.Script LISTING =
      new FriendlyScript() {
        @Override
        public void message(ChannelHandlerContext ctx, ControlMessage message) {
          super.message(ctx, message);
          if (message instanceof ListBoards) {
            ctx.writeAndFlush(new Boards(List.of(), false));
          }
        }
      };

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  private final ClientSockets sockets = new ClientSockets(Transport.best());

  @AfterEach
  void close() {
    sockets.close().syncUninterruptibly();
  }

  private List<Boards.Entry> ask(String host, int port, Trust trust) throws Exception {
    ServerAccess access =
        new ServerAccess(new ServerAddress(host, port), new UserToken("alice", "secret"), trust);
    Dialler dialler =
        new ServerDialler(
            sockets,
            access,
            "test",
            new NameLookup(Runnable::run),
            Conversation.NO_UDP,
            warnings::add);
    return CompletableFuture.supplyAsync(() -> BoardsQuestion.ask(dialler), sockets.loop())
        .thenCompose(answer -> answer)
        .get(60, SECONDS);
  }

  private Ending refusal(Certificate certificate, String host, Trust trust) {
    try (FakeServer server = new FakeServer(certificate, LISTING)) {
      Ending ending = refusal(host, server.port(), trust);
      assertThat(server.count(Hello.class)).isZero();
      return ending;
    }
  }

  private Ending refusal(String host, int port, Trust trust) {
    ExecutionException failure =
        catchThrowableOfType(ExecutionException.class, () -> ask(host, port, trust));
    return ((EndedException) failure.getCause()).ending();
  }

  private Trust.Authority authority(Certificate certificate) throws Exception {
    return new Trust.Authority(certificate.writePem(directory.resolve("ca.pem")));
  }

  @Test
  void theRightPinIsTrustedWhateverNameTheCertificateBears() throws Exception {
    Certificate certificate = Certificate.forElsewhere();
    try (FakeServer server = new FakeServer(certificate, LISTING)) {
      assertThat(ask("127.0.0.1", server.port(), new Trust.Pin(certificate.pin()))).isEmpty();
    }
  }

  @Test
  void aWrongPinShowsBothAndGivesTheTokenToNobody() {
    Certificate found = Certificate.another();
    Certificate expected = Certificate.forLocalhost();

    Ending ending = refusal(found, "localhost", new Trust.Pin(expected.pin()));

    assertThat(ending.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(ending.text()).contains(expected.pin(), found.pin(), "--pin");
  }

  @Test
  void anExpiredCertificateIsRefusedAlsoWithTheRightPin() {
    Certificate expired = Certificate.expired();

    Ending ending = refusal(expired, "localhost", new Trust.Pin(expired.pin()));

    assertThat(ending.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(ending.text()).contains("expired");
  }

  @Test
  void anAuthorityVouchesForNamesInTheCertificate() throws Exception {
    Certificate certificate = Certificate.forLocalhost();
    try (FakeServer server = new FakeServer(certificate, LISTING)) {
      assertThat(ask("localhost", server.port(), authority(certificate))).isEmpty();
      assertThat(ask("127.0.0.1", server.port(), authority(certificate))).isEmpty();
    }
  }

  @Test
  void anAuthorityDoesNotVouchForOtherNames() throws Exception {
    Certificate elsewhere = Certificate.forElsewhere();

    Ending ending = refusal(elsewhere, "localhost", authority(elsewhere));

    assertThat(ending.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(ending.text()).contains("does not fit", "localhost");
  }

  @Test
  void anExpiredAuthorityVouchesForNobody() throws Exception {
    Certificate expired = Certificate.expired();

    Ending ending = refusal(expired, "localhost", authority(expired));

    assertThat(ending.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
  }

  @Test
  void strangersAreNotTrusted() throws Exception {
    Ending byAuthority =
        refusal(Certificate.another(), "localhost", authority(Certificate.forLocalhost()));
    Ending byJava = refusal(Certificate.another(), "localhost", new Trust.JavaDefault());

    assertThat(byAuthority.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(byJava.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(byJava.text()).contains("--pin", "--ca");
  }

  @Test
  void aFileWithoutAuthoritiesIsAConfigurationError() {
    Trust nowhere = new Trust.Authority(directory.resolve("nowhere.pem"));

    assertThatThrownBy(() -> ask("localhost", 1, nowhere))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
        .hasMessageContaining("nowhere.pem");
  }

  @Test
  void aPeerWithoutTlsIsNotAServer() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread peer = new Thread(() -> greetLike(listener, "SSH-2.0-OpenSSH_9.2\r\n"));
      peer.start();

      Ending ending = refusal("127.0.0.1", listener.getLocalPort(), new Trust.JavaDefault());

      assertThat(ending.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(ending.text()).contains("does not speak TLS");
      peer.join();
    }
  }

  private static void greetLike(ServerSocket listener, String greeting) {
    try (Socket socket = listener.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(greeting.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  @Test
  void aPortWhereNobodyListensIsNamed() throws Exception {
    int port;
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = listener.getLocalPort();
    }

    Ending ending = refusal("127.0.0.1", port, new Trust.JavaDefault());

    assertThat(ending.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ending.text()).contains("127.0.0.1:" + port, "connection refused");
  }

  @Test
  void aNameThatNobodyKnowsIsNamed() {
    Ending ending = refusal("nobody.invalid", 17894, new Trust.JavaDefault());

    assertThat(ending.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ending.text()).contains("nobody.invalid", "not known");
  }
}
