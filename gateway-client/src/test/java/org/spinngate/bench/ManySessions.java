package org.spinngate.bench;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.endtoend.ServerIdentity;
import org.spinngate.protocol.Hello;

/**
 * Measures one server with 1 to 10,000 sessions: what they cost, how long requests take at the same
 * total rate, and whether users come in meanwhile.
 */
public final class ManySessions {
  private static final int WARM_UP_SECONDS = 15;

  /** More would leave too few of this process's files for the sessions. */
  private static final int MOST_BOARDS = 1_000;

  private ManySessions() {}

  /**
   * Runs it. System properties {@code scale.…} change the plan: see {@link ScalePlan}.
   *
   * @param arguments a folder for the server's files, and the page whose results are replaced, if
   *     any
   */
  public static void main(String[] arguments) throws Exception {
    ScalePlan plan = ScalePlan.fromProperties();
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<ScaleRow> rows = measure(plan, folder);
    StringBuilder table = new StringBuilder(ScaleRow.HEADER);
    rows.forEach(row -> table.append(row).append('\n'));
    System.out.println("\n" + table);
    if (arguments.length > 1) {
      Results.write(Path.of(arguments[1]), "scale", table.toString());
    }
    System.exit(0);
  }

  private static List<ScaleRow> measure(ScalePlan plan, Path folder) throws Exception {
    ServerIdentity identity = ServerIdentity.forLoopback();
    SslContext tls =
        SslContextBuilder.forClient()
            .trustManager(identity.certificate().toFile())
            .protocols("TLSv1.3")
            .build();
    Hello hello = Hello.of(ScaleServer.USER, ScaleServer.TOKEN, "many sessions");
    List<ScaleRow> rows = new ArrayList<>();
    try (AnsweringBoards boards = new AnsweringBoards(Math.min(MOST_BOARDS, plan.most()));
        ScaleServer server =
            ScaleServer.start(folder, boards.configuration(), identity, plan.options());
        LightClients residents = new LightClients(tls, server.address(), hello, "127.41");
        LightClients visitors = new LightClients(tls, server.address(), hello, "127.42")) {
      System.out.println("server: process " + server.pid() + ", log in " + folder);
      ScaleRun run = new ScaleRun(plan, server, residents, visitors, boards.count());
      run.warmUp(WARM_UP_SECONDS);
      for (int sessions : plan.sessions()) {
        ScaleRow row = run.measure(sessions);
        System.out.println(row);
        rows.add(row);
      }
    }
    return rows;
  }
}
