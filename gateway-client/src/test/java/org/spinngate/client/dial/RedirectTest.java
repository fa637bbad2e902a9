package org.spinngate.client.dial;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.check.ResetQuestion;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.link.Conversation;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.ResetDone;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

/**
 * A gateway says where the board is; who is there proves it as the user wants it, or gets nothing.
 */
@ExtendWith(LeakExtension.class)
class RedirectTest {
  private static final Certificate RIGHT = Certificate.forLocalhost();
  private static final String THERE = "127.71.46.2";
  private static final String NAME = "elsewhere.example";

  private final ClientSockets sockets = new ClientSockets(Transport.best());
  private final List<FakeServer> servers = new ArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  @TempDir Path directory;

  @AfterEach
  void close() {
    servers.forEach(FakeServer::close);
    sockets.close().syncUninterruptibly();
  }

  /** Answers a wish, and ends. */
  private static final class Answering extends FriendlyScript {
    private final List<ControlMessage> answer;

    Answering(ControlMessage... answer) {
      this.answer = List.of(answer);
    }

    @Override
    public void message(ChannelHandlerContext ctx, ControlMessage message) {
      if (message instanceof Hello) {
        ctx.writeAndFlush(new Welcome(1, "fake", 1_000, 5_000).with(Reset.offeredIn(Extras.of())));
      } else if (message instanceof Reset) {
        answer.forEach(ctx::write);
        ctx.writeAndFlush(new Refused(CloseCause.ELSEWHERE, "", Optional.empty()))
            .addListener(sent -> ctx.close());
      } else {
        super.message(ctx, message);
      }
    }
  }

  private FakeServer serving(Certificate key) {
    return kept(
        new FakeServer(key, new Answering(new ResetDone("done")), new InetSocketAddress(THERE, 0)));
  }

  private FakeServer sendingTo(String address) {
    return kept(FakeServer.readingExtras(RIGHT, new Answering(new Elsewhere(address))));
  }

  private FakeServer kept(FakeServer server) {
    servers.add(server);
    return server;
  }

  private String reset(FakeServer first, Trust trust) throws Exception {
    ServerAccess access =
        new ServerAccess(
            new ServerAddress("localhost", first.port()), new UserToken("alice", "secret"), trust);
    NameLookup names = new NameLookup(Runnable::run, RedirectTest::addresses);
    Dialler dialler =
        new ServerDialler(sockets, access, "test", names, Conversation.NO_UDP, warnings::add);
    return CompletableFuture.supplyAsync(
            () -> ResetQuestion.ask(dialler, "spin5-01", news -> {}), sockets.loop())
        .thenCompose(answer -> answer)
        .get(60, SECONDS);
  }

  private static InetAddress[] addresses(String host) throws UnknownHostException {
    return InetAddress.getAllByName(host.equals(NAME) ? THERE : host);
  }

  private Ending refusal(FakeServer first, Trust trust) {
    ExecutionException failure =
        catchThrowableOfType(ExecutionException.class, () -> reset(first, trust));
    return ((EndedException) failure.getCause()).ending();
  }

  private Trust authorities(Certificate... all) throws Exception {
    StringBuilder pem = new StringBuilder();
    for (Certificate each : all) {
      pem.append(Files.readString(each.writePem(directory.resolve("one.pem"))));
    }
    return new Trust.Authority(Files.writeString(directory.resolve("ca.pem"), pem));
  }

  @Test
  void theSamePinIsTrustedAtAnyAddress() throws Exception {
    FakeServer home = serving(RIGHT);

    assertThat(reset(sendingTo(THERE + ":" + home.port()), new Trust.Pin(RIGHT.pin())))
        .isEqualTo("done");
    assertThat(home.heard(Hello.class).token()).isEqualTo("secret");
  }

  @Test
  void anotherKeyIsRefusedAndHearsNothing() {
    FakeServer thief = serving(Certificate.another());

    Ending ending = refusal(sendingTo(THERE + ":" + thief.port()), new Trust.Pin(RIGHT.pin()));

    assertThat(ending.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(ending.text()).contains(THERE + ":" + thief.port(), Certificate.another().pin());
    assertThat(thief.heard()).isEmpty();
  }

  @Test
  void anAuthorityVouchesForTheNameThatTheUserGave() throws Exception {
    FakeServer home = serving(RIGHT);

    assertThat(reset(sendingTo(NAME + ":" + home.port()), authorities(RIGHT))).isEqualTo("done");
  }

  @Test
  void theNameInTheAnswerIsNoNameToTrust() throws Exception {
    Certificate bearsThatName = Certificate.forElsewhere();
    FakeServer thief = serving(bearsThatName);

    Ending ending =
        refusal(sendingTo(NAME + ":" + thief.port()), authorities(RIGHT, bearsThatName));

    assertThat(ending.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(thief.heard()).isEmpty();
  }

  @Test
  void nonsenseCostsOneLineAndIsTemporary() {
    Ending ending = refusal(sendingTo("the next room"), new Trust.Pin(RIGHT.pin()));

    assertThat(ending).isEqualTo(Ending.of(CloseCause.ELSEWHERE));
    assertThat(warnings).singleElement().asString().contains("'the next room' is not HOST");
  }
}
