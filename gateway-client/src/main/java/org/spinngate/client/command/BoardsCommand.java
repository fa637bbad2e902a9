package org.spinngate.client.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.spinngate.client.Version;
import org.spinngate.client.check.BoardsQuestion;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.console.BoardListJson;
import org.spinngate.client.console.BoardListTable;
import org.spinngate.client.console.EndingWords;
import org.spinngate.client.console.HolderWords;
import org.spinngate.client.dial.EndedException;
import org.spinngate.protocol.Boards;
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
    return new OneQuestion(environment, access, "")
        .ask(BoardsQuestion::ask, "interrupted before the server answered");
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
