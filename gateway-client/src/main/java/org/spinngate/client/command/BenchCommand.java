package org.spinngate.client.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.spinngate.client.Version;
import org.spinngate.client.bench.Comparison;
import org.spinngate.client.bench.Load;
import org.spinngate.client.bench.ResultJson;
import org.spinngate.client.bench.ResultTable;
import org.spinngate.client.bench.Results;
import org.spinngate.client.bench.Schedule;
import org.spinngate.client.bench.SilentBoard;
import org.spinngate.client.bench.Target;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.Setting;
import org.spinngate.protocol.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures how fast a board answers through the gateway. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Measure how fast a booted board answers through the gateway.",
      "",
      "Takes the board as connect does, on free local ports, and reads its SDRAM as fast as the",
      "answers come. Nothing is written to it. With --direct every round through the gateway",
      "follows one without it, and the ratios are printed: read those, since one machine differs",
      "from another, and from itself a minute ago.",
      ""
    },
    footerHeading = "%nColumns:%n",
    footer = {
      "  REQUESTS/S  answers in a second",
      "  P50, P99    time from the first sending of a read to its answer, time-outs included",
      "  TIME-OUTS   reads that had no answer after 1 s and were sent again",
      "  WRONG       answers with another length or content than an earlier read of the address",
      "              had, or to nothing that was asked; the exit code is 1 if there is any. Of a",
      "              board whose programs write to SDRAM meanwhile this says nothing",
      "  DOUBLED     second answers to one read",
      "",
      "A server lets only 8 requests at a time out to a board unless its operator allows more",
      "(scp-window): with --apps times --window above that you measure the queue for those too.",
      "",
      "Examples:",
      "  gateway-client bench -b spin5-03",
      "  gateway-client bench -b spin5-03 --direct 192.168.240.3 --apps 16 --rounds 3 --json"
    })
final class BenchCommand implements Callable<Integer> {
  private static final String ANY_FREE_PORT = "0";

  private final Environment environment;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final BoardOptions options = new BoardOptions();
  @Mixin private final NoLegacyOptions legacy = new NoLegacyOptions();
  @Mixin private final BenchOptions bench = new BenchOptions();

  BenchCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    legacy.refuse("bench measures a gateway");
    Load load = bench.load();
    Schedule schedule = bench.schedule();
    Optional<Target> direct = bench.directPath();
    ClientSettings settings = server.reader(flags(), environment).session();
    try (Screen screen = new Screen(environment);
        BoardSet board =
            new BoardSet(List.of(settings), screen, environment.aliases(), screen.console()::say)) {
      board.connect();
      CompletableFuture.anyOf(board.complete(), environment.interruption()).join();
      BooleanSupplier interrupted = () -> board.lacksOne() || environment.interruption().isDone();
      if (interrupted.getAsBoolean()) {
        return ended(board, ExitCode.FINE.number());
      }
      List<Target> targets = new ArrayList<>(direct.stream().toList());
      targets.add(new Target("gateway", localPort(board.sessions().get(0))));
      try (Comparison comparison = Comparison.open(targets, load, screen.console()::say)) {
        return ended(board, print(comparison.run(schedule, interrupted)));
      } catch (SilentBoard e) {
        screen.console().complain(String.valueOf(e.getMessage()));
        board.finish();
        return ExitCode.INTERNAL.number();
      }
    }
  }

  /** What the session came to goes before what was measured. */
  private int ended(BoardSet board, int measured) {
    boolean interrupted = environment.interruption().isDone();
    int ending = board.finish();
    int code = ending == ExitCode.FINE.number() ? measured : ending;
    return interrupted ? ShellCodes.ofInterrupted(code) : code;
  }

  private Map<Setting, String> flags() {
    Map<Setting, String> flags = options.flags();
    flags.putIfAbsent(Setting.SCP_PORT, ANY_FREE_PORT);
    flags.putIfAbsent(Setting.BOOT_PORT, ANY_FREE_PORT);
    flags.putIfAbsent(Setting.AS_BOARD, "false");
    return flags;
  }

  private static InetSocketAddress localPort(WatchedSession board) throws IOException {
    return new InetSocketAddress(board.host(), board.client().scpPort());
  }

  private int print(Results results) {
    if (bench.json) {
      environment.out().println(ResultJson.of(results));
    } else {
      new ResultTable(results).lines().forEach(environment.out()::println);
    }
    environment.out().flush();
    return results.wrong() == 0 ? environment.written() : ExitCode.INTERNAL.number();
  }
}
