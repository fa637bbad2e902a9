package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.Credential;
import org.spinngate.server.access.Login;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.Somebody;

/** An authenticator that answers when and as it likes. */
@ExtendWith(LeakExtension.class)
class LateLoginTest {
  /** More than the connections that one user may have. */
  private static final int MANY = 20;

  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final CompletableFuture<Optional<Login>> answer = new CompletableFuture<>();
  private final Optional<Login> alice = Optional.of(Somebody.letIn("alice", "*"));
  private final LinkBench bench = new LinkBench();
  private final Connection client = bench.connect();

  LateLoginTest() throws SSLException {
    bench.ask(credential -> answer);
  }

  @AfterEach
  void close() {
    bench.close();
    log.close();
  }

  @Test
  void itIsGivenTheNameAndTheTokenThatWereSent() {
    bench.ask(
        credential ->
            credential.equals(new Credential.Token("alice", "an unknown token"))
                ? CompletableFuture.completedStage(alice)
                : CompletableFuture.completedStage(Optional.empty()));

    client.say(Hello.of("alice", "an unknown token", "c"));

    assertThat(client.next()).isInstanceOf(Welcome.class);
  }

  @Test
  void untilItAnswersNothingIsReadAndNothingIsSaid() {
    client.logIn("alice");

    assertThat(client.isSilent()).isTrue();
    assertThat(client.config().isAutoRead()).isFalse();
    assertThat(bench.pending().taken()).isOne();

    answer.complete(alice);

    assertThat(client.next()).isInstanceOf(Welcome.class);
    assertThat(client.config().isAutoRead()).isTrue();
    assertThat(bench.pending().taken()).isZero();
  }

  @Test
  void whatTheClientSaysMeanwhileIsHeardAfterTheWelcome() {
    client.logIn("alice").say(new ListBoards());
    assertThat(client.isSilent()).isTrue();

    answer.complete(alice);

    assertThat(client.next()).isInstanceOf(Welcome.class);
    assertThat(client.next()).isInstanceOf(Boards.class);
  }

  @Test
  void aRefusalThatComesLaterCountsAsAnyOther() {
    client.logIn("alice").say(new ListBoards());

    answer.complete(Optional.empty());

    assertThat(client.refusal()).isEqualTo(CloseCause.LOGIN_REFUSED);
    assertThat(log.lines("reason=credentials")).hasSize(1);
    assertThat(bench.pending().taken()).isZero();
  }

  @Test
  void ifItNeverAnswersTheDeadlineHolds() {
    client.logIn("alice");
    bench.pass(LinkBench.LOGIN.minusSeconds(1));
    assertThat(client.isOpen()).isTrue();

    bench.pass(Duration.ofSeconds(1));

    assertThat(client.goodbye()).isEqualTo(CloseCause.LOGIN_TIMEOUT);
    assertThat(bench.pending().taken()).isZero();
    answer.complete(alice);
    assertThat(client.isSilent()).isTrue();
    assertThat(bench.loggedIn().rows()).isEmpty();
    assertThat(log.lines("login accepted")).isEmpty();
  }

  @Test
  void whoLeavesMeanwhileHasTakenNothing() {
    for (int i = 0; i < MANY; i++) {
      CompletableFuture<Optional<Login>> late = new CompletableFuture<>();
      bench.ask(credential -> late);
      Connection leaving = bench.connect().logIn("alice").say(new ListBoards());
      leaving.close();
      leaving.runPendingTasks();
      late.complete(alice);
    }
    client.close();

    assertThat(bench.pending().taken()).isZero();
    assertThat(bench.loggedIn().rows()).isEmpty();
    assertThat(log.lines("login")).isEmpty();
    bench.ask(credential -> CompletableFuture.completedStage(alice));
    assertThat(bench.connect().logIn("alice").next()).isInstanceOf(Welcome.class);
  }

  static Throwable[] faults() {
    return new Throwable[] {
      new IllegalStateException("a fault"),
      new IOException("nobody is there"),
      new CompletionException(new SSLException("not its certificate"))
    };
  }

  @ParameterizedTest
  @MethodSource("faults")
  void ifItFailsTheLoginIsRefusedAsAnErrorOfOursAndTheLogSaysWhyOnce(Throwable fault) {
    client.logIn("alice");

    answer.completeExceptionally(fault);

    assertThat(client.refusal()).isEqualTo(CloseCause.INTERNAL);
    assertThat(log.lines("fault while serving 203.0.113.9:51544")).hasSize(1);
    assertThat(log.lines("login refused")).isEmpty();
    assertThat(bench.pending().taken()).isZero();
  }

  @Test
  void ifItThrowsThatIsTheSame() {
    bench.ask(
        credential -> {
          throw new IllegalStateException("a fault");
        });

    client.logIn("alice");

    assertThat(client.refusal()).isEqualTo(CloseCause.INTERNAL);
    assertThat(log.lines("fault while serving")).hasSize(1);
  }

  @Test
  void aWrongGuessCountsAlsoOfOneWhoDoesNotWaitToHearIt() {
    for (int guess = 0; guess < MANY; guess++) {
      CompletableFuture<Optional<Login>> late = new CompletableFuture<>();
      bench.ask(credential -> late);
      bench.connect().say(Hello.of("alice", "guess", "c")).close();
      late.complete(Optional.empty());
    }
    bench.ask(credential -> CompletableFuture.completedStage(Optional.empty()));

    Connection last = bench.connect().say(Hello.of("alice", "guess", "c"));

    assertThat(last.next(Refused.class).text()).contains("too many logins from this address");
  }

  /** Tells the one who waits for it twice, as no answer should. */
  private static final class Twice extends CompletableFuture<Optional<Login>> {
    @Override
    public CompletableFuture<Optional<Login>> whenComplete(
        BiConsumer<? super Optional<Login>, ? super Throwable> told) {
      return super.whenComplete(
          (login, fault) -> {
            told.accept(login, fault);
            told.accept(login, fault);
          });
    }
  }

  @Test
  void aSecondAnswerMeansNothing() {
    Twice twice = new Twice();
    bench.ask(credential -> twice);
    client.logIn("alice");

    twice.complete(alice);

    assertThat(client.next()).isInstanceOf(Welcome.class);
    assertThat(client.isSilent()).isTrue();
    assertThat(bench.loggedIn().rows()).hasSize(1);
    assertThat(log.lines("login accepted")).hasSize(1);
  }

  @Test
  void anAnswerOfAnotherThreadIsHeardOnTheConnectionsOwn(@TempDir Path folder) throws Exception {
    Path identity = TlsBench.identity(folder);
    try (TlsBench server =
            new TlsBench(
                identity,
                LinkLimits.of(10, 10, Duration.ofMinutes(5)),
                users -> credential -> users.login(credential).thenApplyAsync(login -> login));
        TlsClient user = new TlsClient(server.dial())) {
      user.say(Hello.of("alice", Somebody.token("alice"), "c"));
      assertThat(user.next(Welcome.class)).isNotNull();

      user.say(new ListBoards());

      assertThat(user.next(Boards.class)).isNotNull();
    }
    assertThat(log.lines("fault")).isEmpty();
  }
}
