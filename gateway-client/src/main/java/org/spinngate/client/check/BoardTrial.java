package org.spinngate.client.check;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.dial.EndedException;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.net.BindAddresses;
import org.spinngate.client.net.PortFailure;
import org.spinngate.client.path.PathSnapshot;
import org.spinngate.protocol.BoardAddress;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.Timing;

/**
 * Takes a board for a few seconds, asks it for its version by way of local ports of its own, and
 * gives it back. It never queues for the board and never boots it.
 */
final class BoardTrial {
  private static final Duration OPENING = Duration.ofSeconds(15);
  private static final Duration PACKETS_PROVED = Duration.ofSeconds(5);
  private static final Duration ASKING = Duration.ofSeconds(3);

  private final ServerAccess access;
  private final Consumer<String> warnings;
  private final CheckPatience patience;

  BoardTrial(ServerAccess access, Consumer<String> warnings, CheckPatience patience) {
    this.access = access;
    this.warnings = warnings;
    this.patience = patience;
  }

  /** What came of it. */
  sealed interface Tried {
    /** The server did not give the board. */
    record Refused(Ending ending) implements Tried {}

    /**
     * It was had.
     *
     * @param answers of the board
     * @param told the board's own address, if the server tells it
     * @param tags what the server does with IP tags that carry an address, if it says so
     * @param way what is known of the way to the server, by then
     */
    record Held(
        VersionAnswers answers,
        Optional<Inet4Address> told,
        Optional<TagMode> tags,
        PathSnapshot way)
        implements Tried {}
  }

  Tried hold(String board) throws SettingsException, InterruptedException {
    try (GatewayClient client =
        GatewayClient.start(
            settings(board), new NoEvents(), warnings, Timing.of(System::nanoTime))) {
      Optional<Opened> opened = patience.answer(client.ready(), OPENING);
      return opened.isPresent()
          ? ask(client, opened.get())
          : refused("the server has not given the board within 15 s");
    } catch (ExecutionException e) {
      return e.getCause() instanceof EndedException ended
          ? new Tried.Refused(ended.ending())
          : refused("the session failed: " + e.getCause());
    } catch (PortFailure | IOException e) {
      return refused("the board could not be asked: " + e.getMessage());
    }
  }

  private static Tried refused(String why) {
    return new Tried.Refused(new Ending.Unreachable(why));
  }

  /** On ports that no tool has: those of the tools may be taken, and are another step. */
  private ClientSettings settings(String board) {
    CarrierWish wish = access.carrier() == CarrierWish.TCP ? CarrierWish.TCP : CarrierWish.AUTO;
    return new ClientSettings(
        access.by(wish), board, 0, new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
  }

  private Tried ask(GatewayClient client, Opened opened)
      throws PortFailure, IOException, ExecutionException, InterruptedException {
    if (access.carrier() != CarrierWish.TCP) {
      patience.until(() -> way(client).carrier() == Carrier.UDP, PACKETS_PROVED);
    }
    InetAddress here = BindAddresses.of(LocalSettings.LOOPBACK).addresses().get(0);
    InetSocketAddress port = new InetSocketAddress(here, client.scpPort());
    VersionAnswers answers = new VersionQuestions(patience).ask(port, ASKING);
    return new Tried.Held(
        answers, BoardAddress.ipv4(opened), TagMode.of(opened.extras()), way(client));
  }

  private PathSnapshot way(GatewayClient client) throws ExecutionException, InterruptedException {
    return patience
        .answer(client.path(), OPENING)
        .flatMap(known -> known)
        .orElseThrow(() -> new IllegalStateException("a session without a path"));
  }

  /** What happens to the link is seen by its ends. */
  private static final class NoEvents implements LinkEvents {
    @Override
    public void changed(LinkState state) {}

    @Override
    public void notice(String text) {}

    @Override
    public void boot(BootReport report) {}
  }
}
