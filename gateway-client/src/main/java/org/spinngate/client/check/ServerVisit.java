package org.spinngate.client.check;

import io.netty.channel.ChannelHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.dial.Call;
import org.spinngate.client.dial.Caller;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.stream.Heartbeat;

/**
 * Goes to the server once and logs in, asks for no board, measures the stream for a moment, and
 * remembers how far it came.
 *
 * <p>Confined to the event loop.
 */
final class ServerVisit implements Caller {
  private final CompletableFuture<Seen> result = new CompletableFuture<>();
  private final List<String> passedOver = new ArrayList<>();
  private Visited.Reached reached = Visited.Reached.NOBODY;
  private Optional<ServerAddress> gateway = Optional.empty();
  private @Nullable Call call;

  private ServerVisit() {}

  /**
   * What became of a visit, and where.
   *
   * @param gateway the one that was visited, or tried last
   * @param passedOver those that did not serve before it, each with the reason
   */
  record Seen(Visited visited, Optional<ServerAddress> gateway, List<String> passedOver) {
    /** Nothing is known of where. */
    static Seen nowhere(Ending ending) {
      return new Seen(
          new Visited.TurnedAway(Visited.Reached.NOBODY, ending), Optional.empty(), List.of());
    }
  }

  /**
   * Goes; on the event loop.
   *
   * @return what was seen; it never fails
   */
  static CompletableFuture<Seen> go(Dialler dialler) {
    ServerVisit visit = new ServerVisit();
    visit.call = dialler.dial(visit);
    return visit.result;
  }

  @Override
  public void trying(ServerAddress address) {
    reached = Visited.Reached.NOBODY;
    gateway = Optional.of(address);
  }

  @Override
  public void passedOver(ServerAddress address, Ending why) {
    passedOver.add(address + ": " + why.text());
  }

  @Override
  public void connected() {
    reached = Visited.Reached.DOOR;
  }

  @Override
  public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
    reached = Visited.Reached.INSIDE;
    return new VisitHandler(heartbeat, sealed.timing(), this::seen);
  }

  private void seen(Visited.Inside inside) {
    complete(inside);
    if (call != null) {
      call.hangUp();
    }
  }

  @Override
  public void ended(Ending ending) {
    complete(new Visited.TurnedAway(reached, ending));
  }

  private void complete(Visited visited) {
    result.complete(new Seen(visited, gateway, List.copyOf(passedOver)));
  }
}
