package org.spinngate.client.check;

import io.netty.channel.ChannelHandler;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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
  private final CompletableFuture<Visited> result = new CompletableFuture<>();
  private Visited.Reached reached = Visited.Reached.NOBODY;
  private @Nullable Call call;

  private ServerVisit() {}

  /**
   * Goes; on the event loop.
   *
   * @return what was seen; it never fails
   */
  static CompletableFuture<Visited> go(Dialler dialler) {
    ServerVisit visit = new ServerVisit();
    visit.call = dialler.dial(visit);
    return visit.result;
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
    result.complete(inside);
    if (call != null) {
      call.hangUp();
    }
  }

  @Override
  public void ended(Ending ending) {
    result.complete(new Visited.TurnedAway(reached, ending));
  }
}
