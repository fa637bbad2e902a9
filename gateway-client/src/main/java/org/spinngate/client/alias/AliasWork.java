package org.spinngate.client.alias;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.spinngate.protocol.text.FileNames;

/**
 * Does what is to be done with aliases, one after the other on a thread of its own, since it takes
 * other programs and files. For any thread.
 */
public final class AliasWork implements AutoCloseable {
  private static final long LAST_MILLIS = 1_000;

  private final AliasMaker maker;
  private final Aliases aliases;
  private final AliasDangers dangers;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread worker = new Thread(task, "alias");
            worker.setDaemon(true);
            return worker;
          });

  AliasWork(AliasMaker maker, Aliases aliases, AliasDangers dangers) {
    this.maker = maker;
    this.aliases = aliases;
    this.dangers = dangers;
  }

  /**
   * With the means of this system.
   *
   * @param variables the process's, which say where notes are kept
   */
  public static AliasWork ofThisSystem(Map<String, String> variables) {
    return with(makerOfThisSystem(), notesDirectory(variables));
  }

  /** With other means, and notes in another place. */
  public static AliasWork with(AliasMaker maker, Path notesDirectory) {
    Path proc = Path.of("/proc");
    NoteOwners owners = new NoteOwners(proc, ProcessHandle.current().pid());
    return new AliasWork(
        maker,
        new Aliases(maker, new AliasNotes(notesDirectory, owners), AliasWork::isHere),
        new AliasDangers(new RouteTable(proc.resolve("net").resolve("route")), AliasWork::isHere));
  }

  /** What makes aliases here. */
  public static AliasMaker makerOfThisSystem() {
    return System.getProperty("os.name", "").startsWith("Linux")
        ? LinuxAliases.usual()
        : new TypedAliases();
  }

  /** The directory of the XDG specification: that of a login if there is one, else of the user. */
  static Path notesDirectory(Map<String, String> variables) {
    FileNames names = new FileNames();
    String login = variables.getOrDefault("XDG_RUNTIME_DIR", "");
    String state = variables.getOrDefault("XDG_STATE_HOME", "");
    String home = variables.getOrDefault("HOME", System.getProperty("user.home", ""));
    Path base =
        !login.isEmpty()
            ? names.path(login)
            : !state.isEmpty() ? names.path(state) : names.path(home).resolve(".local/state");
    return base.resolve("spinnaker-gateway").resolve("aliases");
  }

  private static boolean isHere(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null
          || (address.isLoopbackAddress() && canBeBound(address));
    } catch (IOException e) {
      return false;
    }
  }

  /** On Linux all of 127.0.0.0/8 is there; elsewhere what was made. */
  private static boolean canBeBound(InetAddress address) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes what clients have left behind that were killed; blocks for a moment. */
  public void clearLeftovers(Consumer<String> warnings) {
    aliases.clearLeftovers(warnings);
  }

  /**
   * Sees to it that this machine has an address, and does what needs it.
   *
   * @param address of a board
   * @param taker who needs it; several boards may have one address
   * @param servers the names of the servers, for what must not be done to it
   * @param need what needs the address; if it fails, the address is given back
   * @return fails with {@link AliasFailure}, or with what {@code need} throws
   */
  public <T> CompletableFuture<T> take(
      Inet4Address address, Object taker, List<String> servers, Callable<T> need) {
    return CompletableFuture.supplyAsync(() -> taken(address, taker, servers, need), thread);
  }

  private <T> T taken(Inet4Address address, Object taker, List<String> servers, Callable<T> need) {
    boolean complete = false;
    try {
      refuseDangers(address, servers);
      aliases.take(address, taker);
      T result = need.call();
      complete = true;
      return result;
    } catch (Exception e) {
      throw new CompletionException(e);
    } finally {
      if (!complete) {
        aliases.giveBack(address, taker, warning -> {});
      }
    }
  }

  /** Whether this process probably may make aliases. */
  public boolean mayMake() {
    return maker.isAllowed();
  }

  /**
   * What would keep this machine from having an address, as far as can be told without trying.
   * Blocks for a moment.
   *
   * @param servers the names of the servers
   */
  public Optional<String> obstacle(Inet4Address address, List<String> servers) {
    if (aliases.isHere(address)) {
      return Optional.empty();
    }
    Optional<String> danger = dangers.of(address, addresses(servers));
    if (danger.isPresent() || maker.isAllowed()) {
      return danger;
    }
    return Optional.of(
        "this user may not give this machine the board's address; type '"
            + maker.commandToMake(address)
            + "' first");
  }

  private void refuseDangers(Inet4Address address, List<String> servers) throws AliasFailure {
    if (aliases.isHere(address)) {
      return;
    }
    String danger = dangers.of(address, addresses(servers)).orElse("");
    if (!danger.isEmpty()) {
      throw new AliasFailure(
          danger
              + "; leave --as-board out, or if you know better give this machine the address by"
              + " hand ("
              + maker.commandToMake(address)
              + ")");
    }
  }

  /** A server that is connected is known by its address at least. */
  private static List<InetAddress> addresses(List<String> servers) {
    return servers.stream().flatMap(AliasWork::addresses).toList();
  }

  private static Stream<InetAddress> addresses(String server) {
    try {
      return Stream.of(InetAddress.getAllByName(server));
    } catch (UnknownHostException e) {
      return Stream.empty();
    }
  }

  /**
   * Gives an address back, if it was taken. It stays while another taker needs it.
   *
   * @param taker who has taken it
   * @param before done before that
   * @param warnings told if the address stays
   */
  public void giveBack(
      Inet4Address address, Object taker, Runnable before, Consumer<String> warnings) {
    thread.execute(
        () -> {
          before.run();
          aliases.giveBack(address, taker, warnings);
        });
  }

  /** Waits for what is still to be done, for a second at most. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
