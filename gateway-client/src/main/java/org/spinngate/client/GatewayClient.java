package org.spinngate.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.config.TagTargets;
import org.spinngate.client.dial.EndedException;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.SessionKeeper;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.local.LocalBoard;
import org.spinngate.client.local.TrafficSummary;
import org.spinngate.client.net.PortFailure;
import org.spinngate.client.path.PathObserver;
import org.spinngate.client.path.PathSnapshot;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;

/**
 * One board on this machine, as long as it is wanted: the local ports, and the tunnel to the server
 * behind them. For any thread but the event loop.
 */
public final class GatewayClient implements AutoCloseable {
  private static final long RELEASE_MILLIS = 1_500;

  private final Place place;
  private final ClientSockets sockets;
  private final LocalBoard board;
  private final SessionKeeper keeper;
  private final LinkFutures futures;
  private final PathObserver path;

  /** On the event loop. */
  private boolean lettingGo;

  private volatile boolean serverKnows = true;

  /**
   * Where the board is on this machine.
   *
   * @param ownsSockets whether they are this client's alone
   * @param leave gives it back
   */
  private record Place(
      ClientSockets sockets, boolean ownsSockets, LocalBoard board, Runnable leave) {}

  private GatewayClient(Place place, SessionKeeper keeper, LinkFutures futures, PathObserver path) {
    this.place = place;
    this.sockets = place.sockets;
    this.board = place.board;
    this.keeper = keeper;
    this.futures = futures;
    this.path = path;
  }

  /**
   * Binds the local ports; nothing is connected yet.
   *
   * @param machine may serve other clients too, and stays open when this one is closed
   * @param settings what the user wants
   * @param events hears what happens to the link, on its event loop
   * @param warnings told what works but is unwise
   * @param timing the clock, and what is late by it
   * @throws PortFailure if a local port cannot be bound
   * @throws SettingsException if what the user trusts cannot be read
   */
  public static GatewayClient bind(
      ThisMachine machine,
      ConnectSettings settings,
      LinkEvents events,
      Consumer<String> warnings,
      Timing timing)
      throws PortFailure, SettingsException {
    if (settings.local().asBoard() && settings instanceof ClientSettings gateway) {
      return asBoard(machine, gateway, events, warnings, timing);
    }
    return bind(machine.sockets(), false, settings, events, warnings, timing);
  }

  private static GatewayClient bind(
      ClientSockets sockets,
      boolean ownsSockets,
      ConnectSettings settings,
      LinkEvents events,
      Consumer<String> warnings,
      Timing timing)
      throws PortFailure, SettingsException {
    LocalSettings local = settings.local();
    LocalBoard board =
        LocalBoard.bind(
            sockets,
            new LocalBoard.Place(local.bind(), local.scpPort(), local.bootPort()),
            local.tagTargets() == TagTargets.ANY,
            warnings,
            timing);
    LinkFutures futures = new LinkFutures(events);
    PathObserver path = new PathObserver(timing.nanoTime());
    SessionKeeper keeper =
        new KeeperFactory(sockets, warnings, path, timing)
            .keeper(settings, board.applications(), futures);
    var unused = futures.ended().thenRun(board::endBoots);
    Place place = new Place(sockets, ownsSockets, board, board::unbind);
    return new GatewayClient(place, keeper, futures, path);
  }

  /** Nothing is bound before the server has told where. */
  private static GatewayClient asBoard(
      ThisMachine machine,
      ClientSettings settings,
      LinkEvents events,
      Consumer<String> warnings,
      Timing timing)
      throws SettingsException {
    ClientSockets sockets = machine.sockets();
    LocalSettings local = settings.local();
    LocalBoard board =
        LocalBoard.unbound(
            sockets,
            local.scpPort(),
            local.bootPort(),
            local.tagTargets() == TagTargets.ANY,
            warnings,
            timing);
    LinkFutures futures = new LinkFutures(events);
    PathObserver path = new PathObserver(timing.nanoTime());
    OwnPlace own = new OwnPlace(machine.aliases(), settings.access().hosts(), board, warnings);
    AsBoard ownAddress = new AsBoard(futures, own, sockets.loop());
    SessionKeeper keeper =
        new KeeperFactory(sockets, warnings, path, timing)
            .keeper(settings, board.applications(), ownAddress);
    ownAddress.releaseBy(keeper::release);
    var unused = futures.ended().thenRun(board::endBoots);
    return new GatewayClient(new Place(sockets, false, board, own::leave), keeper, futures, path);
  }

  /** Binds and connects, with sockets of its own. */
  public static GatewayClient start(
      ConnectSettings settings, LinkEvents events, Consumer<String> warnings, Timing timing)
      throws PortFailure, SettingsException {
    ClientSockets sockets = new ClientSockets(Transport.best());
    boolean complete = false;
    try {
      GatewayClient client = bind(sockets, true, settings, events, warnings, timing);
      client.connect();
      complete = true;
      return client;
    } finally {
      if (!complete) {
        sockets.close();
      }
    }
  }

  /** Begins to connect, unless it has been released. Call once. */
  public void connect() {
    sockets
        .loop()
        .execute(
            () -> {
              if (!lettingGo) {
                keeper.start();
              }
            });
  }

  /** The local address, in the user's words or as the server told it. */
  public String address() {
    return board.address();
  }

  /** The local port for SCP. */
  public int scpPort() {
    return board.scpPort();
  }

  /** The local port for boot. */
  public int bootPort() {
    return board.bootPort();
  }

  /** The board is there for the first time; {@link EndedException} if it never will be. */
  public CompletableFuture<Opened> ready() {
    return futures.ready();
  }

  /** Whether the server has let this user in, once that is known; no if it is over before. */
  public CompletableFuture<Boolean> letIn() {
    return futures.letIn();
  }

  /** It is over for good. */
  public CompletableFuture<Ending> ended() {
    return futures.ended();
  }

  /** Whether the server is there at present. */
  public boolean isUp() {
    return futures.isUp();
  }

  /** Boot datagrams that have not left for the board, as far as is known; not after close. */
  public CompletableFuture<Integer> bootsOnTheWay() {
    return board.bootsOnTheWay();
  }

  /** What has passed so far; not after {@link #close()}. */
  public CompletableFuture<TrafficSummary> traffic() {
    return board.traffic();
  }

  /** What is known of the way to the server, if it ever was up; not after {@link #close()}. */
  public CompletableFuture<Optional<PathSnapshot>> path() {
    return CompletableFuture.supplyAsync(path::snapshot, sockets.loop());
  }

  /** Begins to give the board back; {@link #ended()} follows if the server is there. */
  public void letGo() {
    sockets
        .loop()
        .execute(
            () -> {
              if (!lettingGo) {
                lettingGo = true;
                // Whose end the server has not told is told to it, if it is there.
                serverKnows = ended().isDone() || isUp();
                board.endBoots();
                keeper.release();
              }
            });
  }

  /** Whether the server knows of the end, once it is over. */
  public boolean serverKnows() {
    return serverKnows;
  }

  /** Gives the local ports back, and the address if it was made for the board. */
  public void unbind() {
    place.leave.run();
  }

  /** Gives the board back, and returns when that is done or has taken too long. */
  public Ending release() {
    letGo();
    try {
      return ended().get(RELEASE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return Ending.of(CloseCause.RELEASED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Ending.of(CloseCause.RELEASED);
    }
  }

  /** Releases the board if it is still ours, and the local ports. */
  @Override
  public void close() {
    if (!sockets.loop().isShuttingDown()) {
      release();
      unbind();
      if (place.ownsSockets) {
        sockets.close().awaitUninterruptibly(RELEASE_MILLIS);
      }
    }
  }
}
