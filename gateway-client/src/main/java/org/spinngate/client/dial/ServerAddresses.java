package org.spinngate.client.dial;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The addresses of one server, the most promising first. What the name once stood for is
 * remembered: in the middle of an outage the name server is often as far away as everything else.
 *
 * <p>Confined to the one event loop.
 */
public final class ServerAddresses {
  private static final int SECONDS_WITH_ADDRESSES = 1;
  private static final int SECONDS_WITHOUT = 15;

  private final String host;
  private final NameLookup names;
  private final EventLoop loop;
  private List<InetAddress> known = List.of();
  private @Nullable InetAddress latest;
  private @Nullable CompletableFuture<List<InetAddress>> underWay;

  /**
   * @param host a name or an address
   * @param names asks for it
   * @param loop the one event loop
   */
  public ServerAddresses(String host, NameLookup names, EventLoop loop) {
    this.host = host;
    this.names = names;
    this.loop = loop;
  }

  /**
   * Looks the name up, once more each time.
   *
   * @return completed on the event loop, within seconds: with the addresses; with those of the
   *     previous time, if there are none or no answer comes; or else with {@link
   *     UnknownHostException}
   */
  public CompletableFuture<List<InetAddress>> find() {
    assert loop.inEventLoop();
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    lookUp().whenCompleteAsync((found, failure) -> answered(answer, found, failure), loop);
    int patience = known.isEmpty() ? SECONDS_WITHOUT : SECONDS_WITH_ADDRESSES;
    String late = "no answer within " + SECONDS_WITHOUT + " s";
    var unused =
        new LaterTask(() -> settle(answer, new UnknownHostException(late)))
            .in(loop, patience, TimeUnit.SECONDS);
    return answer;
  }

  /** The operating system may take minutes; another question meanwhile would not help. */
  private CompletableFuture<List<InetAddress>> lookUp() {
    CompletableFuture<List<InetAddress>> asked = underWay;
    if (asked == null || asked.isDone()) {
      asked = names.addressesOf(host);
      underWay = asked;
    }
    return asked;
  }

  private void answered(
      CompletableFuture<List<InetAddress>> answer,
      @Nullable List<InetAddress> found,
      @Nullable Throwable failure) {
    if (found != null && !found.isEmpty()) {
      known = found;
    }
    settle(answer, failure == null ? new UnknownHostException(host) : failure);
  }

  private void settle(CompletableFuture<List<InetAddress>> answer, Throwable failure) {
    if (known.isEmpty()) {
      answer.completeExceptionally(failure);
    } else {
      answer.complete(AddressOrder.of(known, latest));
    }
  }

  /** This one has led to the server: next time it is the first. */
  public void worked(InetAddress address) {
    latest = address;
  }
}
