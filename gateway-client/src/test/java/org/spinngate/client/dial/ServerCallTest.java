package org.spinngate.client.dial;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NetUtil;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

/** A server's name has several addresses, and not all of them lead there. */
@ExtendWith(LeakExtension.class)
class ServerCallTest {
  private static final Certificate RIGHT = Certificate.forLocalhost();
  private static final String GOOD = "127.71.5.2";
  private static final String BAD = "127.71.5.1";

  /** Who waits for a connection to fail by itself waits for longer than a test may. */
  private static final int CONNECT_MILLIS = 3_600_000;

  private final ClientSockets sockets = new ClientSockets(Transport.best());
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<Closeable> open = new ArrayList<>();
  private final FakeServer server = server(RIGHT, new Listing(), GOOD, 0);
  private final int port = server.port();
  private ServerAddresses addresses;
  private ServerCall call;

  /** Gives everybody an empty list of boards. */
  private static final class Listing extends FriendlyScript {
    @Override
    public void message(ChannelHandlerContext ctx, ControlMessage message) {
      super.message(ctx, message);
      if (message instanceof ListBoards) {
        ctx.writeAndFlush(new Boards(List.of(), false));
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    for (Closeable each : open) {
      each.close();
    }
    sockets.close().syncUninterruptibly();
  }

  private FakeServer server(Certificate key, FakeServer.Script script, String address, int port) {
    FakeServer made = new FakeServer(key, script, new InetSocketAddress(address, port));
    open.add(made::close);
    return made;
  }

  private void stop() throws IOException {
    open.remove(0).close();
  }

  /** Takes connections and says nothing, or, when it is full, not even that. */
  private ServerSocket silence() throws IOException {
    ServerSocket silent = new ServerSocket(port, 1, InetAddress.getByName(BAD));
    open.add(silent);
    return silent;
  }

  private void fill(ServerSocket silent) throws IOException {
    for (int i = 0; i < 4; i++) {
      SocketChannel filler = SocketChannel.open();
      open.add(filler);
      filler.configureBlocking(false);
      filler.connect(silent.getLocalSocketAddress());
    }
  }

  /** Asks for the boards by way of all that the name stands for. */
  private CompletableFuture<List<Boards.Entry>> ask(NameLookup names) throws SettingsException {
    ServerAddress named = new ServerAddress("gateway.test", port);
    ServerAccess access =
        new ServerAccess(named, new UserToken("alice", "secret"), new Trust.Pin(RIGHT.pin()));
    SslContext identity = IdentityCheck.of(access.trust());
    Function<Caller, Bootstrap> starts =
        caller ->
            sockets.stream()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(
                    new ConnectionInitializer(
                        identity,
                        Gateway.firstOf(access),
                        "test",
                        caller,
                        Timing.of(() -> 0),
                        Conversation.NO_UDP));
    addresses = new ServerAddresses("gateway.test", names, sockets.loop());
    ServerCall.Target target = new ServerCall.Target(sockets.loop(), named, addresses);
    Dialler dialler =
        caller -> {
          call = new ServerCall(target, starts, caller, warnings::add);
          call.start();
          return call;
        };
    return CompletableFuture.supplyAsync(() -> BoardsQuestion.ask(dialler), sockets.loop())
        .thenCompose(answer -> answer);
  }

  private void reaches(String... found) throws Exception {
    assertThat(ask(names(found)).get(20, SECONDS)).isEmpty();
  }

  private Ending refusal(String... found) throws Exception {
    CompletableFuture<List<Boards.Entry>> asked = ask(names(found));
    ExecutionException failure =
        catchThrowableOfType(ExecutionException.class, () -> asked.get(20, SECONDS));
    return ((EndedException) failure.getCause()).ending();
  }

  private static NameLookup names(String... found) {
    return new NameLookup(
        Runnable::run,
        host ->
            Arrays.stream(found)
                .map(NetUtil::createInetAddressFromIpAddressString)
                .toArray(InetAddress[]::new));
  }

  @Test
  void anAddressWhereNobodyListensIsPassedOver() throws Exception {
    reaches(BAD, GOOD);
  }

  @Test
  void anAddressThatNothingComesBackFromIsNotWaitedFor() throws Exception {
    fill(silence());

    reaches(BAD, GOOD);

    assertThat(warnings).isEmpty();
  }

  @Test
  void anAddressThatTakesConnectionsAndSaysNothingIsNotWaitedForEither() throws Exception {
    silence();

    reaches(BAD, GOOD);
  }

  @Test
  void aDeadFamilyCostsOneAttemptAndNotOneForEachAddress() throws Exception {
    reaches("::1", "2001:db8::1", "2001:db8::2", GOOD);
  }

  @Test
  void theAddressThatLedThereIsTheFirstNextTime() throws Exception {
    reaches(BAD, GOOD);

    List<InetAddress> next = sockets.loop().submit(() -> addresses.find()).get().get(20, SECONDS);

    assertThat(next).extracting(InetAddress::getHostAddress).containsExactly(GOOD, BAD);
  }

  @Test
  void aServerThatHangsUpOnTheGreetingIsPassedOverToo() throws Exception {
    FakeServer wedged = server(RIGHT, (ctx, message) -> ctx.close(), BAD, port);

    reaches(BAD, GOOD);

    assertThat(wedged.count(Hello.class)).isEqualTo(1);
  }

  @Test
  void aStrangerAtOneAddressIsToldOfAndGetsNoToken() throws Exception {
    FakeServer stranger = server(Certificate.another(), new Listing(), BAD, port);

    reaches(BAD, GOOD);

    assertThat(stranger.heard()).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(BAD, GOOD, "not the server you were told to trust");
  }

  @Test
  void aStrangerIsNotHiddenByAnAddressThatIsDead() throws Exception {
    stop();
    server(Certificate.another(), new Listing(), BAD, port);

    Ending ending = refusal(BAD, GOOD);

    assertThat(ending.exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(ending.text()).contains(BAD + ": not the server", GOOD + ": connection refused");
    assertThat(refusal(GOOD, BAD).exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
  }

  @Test
  void ifAllFailTheReasonOfEachIsTold() throws Exception {
    stop();
    server(RIGHT, (ctx, message) -> {}, BAD, port).refuse(true);

    Ending ending = refusal(BAD, GOOD);

    assertThat(ending.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ending.text())
        .startsWith("cannot connect to gateway.test:" + port)
        .contains(BAD + ": connection closed, " + GOOD + ": connection refused", "check host");
  }

  @Test
  void whoHangsUpWaitsForNoAddress() throws Exception {
    fill(silence());
    CompletableFuture<List<Boards.Entry>> asked = ask(names(BAD));

    sockets.loop().submit(() -> call.hangUp()).get();

    assertThat(asked).isCompletedExceptionally();
  }

  @Test
  void whoHangsUpWaitsForNoNameServer() throws Exception {
    CompletableFuture<List<Boards.Entry>> asked = ask(new NameLookup(question -> {}));

    sockets.loop().submit(() -> call.hangUp()).get();

    assertThat(asked).isCompletedExceptionally();
  }
}
