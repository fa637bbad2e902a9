package org.spinngate.client.command;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.ThisMachine;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.config.LegacyServerSettings;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.console.ClosingLine;
import org.spinngate.client.console.Console;
import org.spinngate.client.console.EndingWords;
import org.spinngate.client.console.HolderWords;
import org.spinngate.client.console.LegacyLimits;
import org.spinngate.client.console.ReadyLine;
import org.spinngate.client.console.SessionReport;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.net.PortFailure;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Timing;

/**
 * A session that a person watches: from the first line to the last, which is told as soon as it is
 * over. For any thread but where it says otherwise.
 */
final class WatchedSession {
  private static final long NEVER = -1;

  private final ConnectSettings settings;
  private final Console console;
  private final HolderWords holders;
  private final GatewayClient client;
  private final AtomicLong readyAt = new AtomicLong(NEVER);
  private final CompletableFuture<Ending> over = new CompletableFuture<>();
  private final CompletableFuture<Integer> exitCode = over.thenCompose(this::tell);

  /**
   * Binds the local ports.
   *
   * @param machine what the boards of the process share
   * @param settings what the user wants
   * @param console where to tell about it
   * @param holders says who has a board
   * @param readyTo takes the line that scripts wait for
   * @param warnings told what works but is unwise
   */
  WatchedSession(
      ThisMachine machine,
      ConnectSettings settings,
      Console console,
      HolderWords holders,
      Consumer<String> readyTo,
      Consumer<String> warnings)
      throws PortFailure, SettingsException {
    this.settings = settings;
    this.console = console;
    this.holders = holders;
    SessionReport report =
        new SessionReport(
            console, settings.board(), holders, opened -> ready(opened, readyTo), System::nanoTime);
    this.client =
        GatewayClient.bind(machine, settings, report, warnings, Timing.of(System::nanoTime));
    var unused = client.ended().thenAccept(over::complete);
  }

  /** Begins to connect. */
  void connect() {
    if (settings instanceof LegacyServerSettings legacy) {
      LegacyServer server = legacy.server();
      LegacyLimits.of(server.toString(), server.scpViaTcp(), server.bootViaTcp())
          .forEach(console::say);
    }
    client.connect();
  }

  private void ready(Opened opened, Consumer<String> readyTo) {
    readyAt.compareAndSet(NEVER, System.nanoTime());
    ReadyLine line = new ReadyLine(client.address(), client.scpPort(), client.bootPort());
    readyTo.accept(isLegacy() ? line.ofLegacy(settings.board()) : line.of(opened));
  }

  private boolean isLegacy() {
    return settings instanceof LegacyServerSettings;
  }

  String board() {
    return settings.board();
  }

  /** Whether it was there at least once. */
  boolean wasReady() {
    return readyAt.get() != NEVER;
  }

  /** The address that was asked for, which may be a wildcard, or the board's own. */
  String bind() {
    return client.address();
  }

  /** An address by which programs of this machine reach the board. */
  InetAddress host() throws UnknownHostException {
    InetAddress address = InetAddress.getByName(bind());
    return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
  }

  GatewayClient client() {
    return client;
  }

  /** It is over, and no longer waited for. */
  CompletableFuture<Ending> ended() {
    return over;
  }

  /** Begins to give the board back, if it is still there. */
  void letGo() {
    if (!over.isDone()) {
      client.letGo();
    }
  }

  /** Takes it for over without asking the server. */
  void waitNoLonger() {
    over.complete(Ending.of(CloseCause.RELEASED));
  }

  /** What its end stands for, once all is told. */
  CompletableFuture<Integer> exitCode() {
    return exitCode;
  }

  private CompletableFuture<Integer> tell(Ending ending) {
    if (ending.exitCode() != ExitCode.FINE) {
      console.complain(new EndingWords(holders).of(ending, board(), settings.waits()));
    }
    int code = ending.exitCode().number();
    return tellWhatPassed(ending)
        .thenApply(
            told -> {
              client.unbind();
              return code;
            });
  }

  private CompletableFuture<Void> tellWhatPassed(Ending ending) {
    if (!wasReady()) {
      return CompletableFuture.completedFuture(null);
    }
    Duration time = Duration.ofNanos(System.nanoTime() - readyAt.get());
    boolean told = isLegacy() || client.serverKnows();
    return client
        .traffic()
        .thenAccept(traffic -> console.say(ClosingLine.of(board(), time, traffic, ending, told)));
  }
}
