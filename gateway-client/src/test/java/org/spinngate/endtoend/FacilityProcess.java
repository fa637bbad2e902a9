package org.spinngate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.server.Main;
import org.spinngate.server.ServerProgram;
import org.spinngate.simulated.SimulatedBoard;

/** A real server in a process of its own, in front of boards that the test simulates. */
public final class FacilityProcess implements AutoCloseable {
  private static final String PAGE = "status page at ";

  private final Path folder = Folders.temporary("process");
  private final Path socket = folder.resolve("control");
  private final HttpClient browser = HttpClient.newHttpClient();
  private final ServerIdentity identity;
  private final Map<String, SimulatedBoard> boards;
  private final SimulatedBoards simulation;
  private final Program program;
  private final InetSocketAddress address;

  FacilityProcess(
      String configuration,
      List<String> javaOptions,
      ServerIdentity identity,
      Map<String, SimulatedBoard> boards,
      SimulatedBoards simulation) {
    this.identity = identity;
    this.boards = boards;
    this.simulation = simulation;
    this.program = start(configuration, javaOptions);
    this.address = awaitReady();
  }

  private Program start(String configuration, List<String> javaOptions) {
    String more =
        "gateway.http.listen = [\"127.0.0.1:0\"]\ngateway.control.socket = \"" + socket + "\"\n";
    try {
      Path file = Files.writeString(folder.resolve("server.conf"), configuration + more);
      return Program.start(Main.class, javaOptions, List.of("-c", file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InetSocketAddress awaitReady() {
    String ready = program.awaitOut("ready: ");
    String port = ready.replaceFirst(".* at 127\\.0\\.0\\.1:(\\d+),.*", "$1");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  InetSocketAddress address() {
    return address;
  }

  public Program program() {
    return program;
  }

  public SimulatedBoard board(String name) {
    return boards.get(name);
  }

  /** Begins to connect. */
  public TestClient start(String user, String board) {
    return TestClient.start(settings(user, board));
  }

  /** What a user needs to know to have a board. */
  public ClientSettings settings(String user, String board) {
    return FacilityPlan.settings(identity, user, board, address, CarrierWish.AUTO);
  }

  /** A client that has the board. */
  public TestClient client(String user, String board) {
    return start(user, board).ready();
  }

  /** Runs one of the commands for a running server. */
  public ServerProgram command(String... words) {
    return ServerProgram.run(arguments(words));
  }

  /** Runs it as a process of its own, whose output can be read while it runs. */
  public Program commandProcess(String... words) {
    return Program.start(Main.class, List.of(), arguments(words));
  }

  private List<String> arguments(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--socket", socket.toString()));
    return arguments;
  }

  /** Asks the server by HTTP for a path such as {@code /readyz}. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create(page() + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TestClient.PATIENCE).build();
    return browser.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private String page() {
    await().atMost(TestClient.PATIENCE).until(() -> lines(PAGE).findFirst().isPresent());
    return lines(PAGE)
        .findFirst()
        .orElseThrow()
        .replaceFirst(".*" + PAGE + "(http://[0-9.:]+)/.*", "$1");
  }

  private Stream<String> lines(String words) {
    return program.err().stream().filter(line -> line.contains(words));
  }

  @Override
  public void close() {
    program.close();
    simulation.close();
  }
}
