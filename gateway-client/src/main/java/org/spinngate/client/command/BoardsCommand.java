package org.spinngate.client.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.spinngate.client.KeeperFactory;
import org.spinngate.client.Version;
import org.spinngate.client.check.BoardsQuestion;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.console.BoardListJson;
import org.spinngate.client.console.BoardListTable;
import org.spinngate.client.console.EndingWords;
import org.spinngate.client.console.HolderWords;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.EndedException;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.path.PathObserver;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the boards that this user may use. */
@Command(
    name = "boards",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List the boards that you may use, and who has them.")
final class BoardsCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final NoLegacyOptions legacy = new NoLegacyOptions();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  BoardsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    legacy.refuse("only a gateway has boards to list");
    ServerAccess access = server.reader(Map.of(), environment).access();
    HolderWords holders = new HolderWords(environment.clock());
    try {
      print(ask(access), holders);
      return environment.written();
    } catch (InterruptedException e) {
      environment.err().println("gateway-client: " + e.getMessage());
      return ShellCodes.INTERRUPTED;
    } catch (EndedException e) {
      String words = new EndingWords(holders).of(e.ending(), "", false);
      environment.err().println("gateway-client: " + words);
      return e.ending().exitCode().number();
    }
  }

  private List<Boards.Entry> ask(ServerAccess access) throws Exception {
    ClientSockets sockets = new ClientSockets(Transport.best());
    try {
      Dialler dialler =
          new KeeperFactory(
                  sockets,
                  this::warn,
                  new PathObserver(System::nanoTime),
                  Timing.of(System::nanoTime))
              .dialler(access);
      CompletableFuture<List<Boards.Entry>> answer =
          CompletableFuture.supplyAsync(() -> BoardsQuestion.ask(dialler), sockets.loop())
              .thenCompose(boards -> boards);
      CompletableFuture.anyOf(answer, environment.interruption()).exceptionally(e -> null).join();
      if (!answer.isDone()) {
        throw new InterruptedException("interrupted before the server answered");
      }
      return orEnded(answer);
    } finally {
      sockets.close().awaitUninterruptibly();
    }
  }

  private void warn(String warning) {
    environment.err().println("gateway-client: warning: " + warning);
  }

  private static List<Boards.Entry> orEnded(CompletableFuture<List<Boards.Entry>> answer)
      throws InterruptedException, ExecutionException, EndedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EndedException ended) {
        throw ended;
      }
      throw e;
    }
  }

  private void print(List<Boards.Entry> boards, HolderWords holders) {
    if (json) {
      environment.out().println(BoardListJson.of(boards));
    } else {
      new BoardListTable(holders).lines(boards).forEach(environment.out()::println);
    }
    environment.out().flush();
  }
}
