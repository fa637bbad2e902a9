package org.spinngate.client.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.stream.Heartbeat;

/**
 * One attempt at a connection, by whichever of the server's addresses leads there (RFC 8305, "happy
 * eyeballs"). The next address is tried beside the ones before, as soon as these take too long; the
 * first at which somebody proves to be the server wins. An address that takes connections and says
 * nothing, or that belongs to somebody else, is as bad as a dead one.
 *
 * <pre>
 *  looking the name up ─► trying ─► proved ─► welcomed ─► over
 *                           ▲          │ no answer to the greeting, and addresses are left
 *                           └──────────┘
 * </pre>
 *
 * <p>Confined to the event loop.
 */
final class ServerCall implements Call, Attempt.Owner {
  private static final int LAST_WORDS_MILLIS = 1_200;

  /** The time for a handshake of TCP (RFC 8305, section 5). */
  private static final int NEXT_MILLIS = 250;

  /** The time for one of TLS, with somebody who takes connections. */
  private static final int PROOF_MILLIS = 1_000;

  private final EventLoop loop;
  private final Function<Caller, Bootstrap> sockets;
  private final ServerAddresses addresses;
  private final ServerAddress server;
  private final Caller caller;
  private final Consumer<String> warnings;
  private final Deque<InetAddress> untried = new ArrayDeque<>();
  private final List<Attempt> running = new ArrayList<>();
  private final FailedAttempts failed;
  private @Nullable Attempt proved;
  private @Nullable Future<?> next;
  private boolean welcomed;
  private boolean over;

  /**
   * @param target the one event loop, the server, and what is known of its addresses
   * @param sockets starts a connection for the one who hears of it
   * @param caller hears what becomes of it
   * @param warnings told of addresses that are not the server's
   */
  ServerCall(
      Target target,
      Function<Caller, Bootstrap> sockets,
      Caller caller,
      Consumer<String> warnings) {
    this.loop = target.loop();
    this.addresses = target.addresses();
    this.server = target.server();
    this.sockets = sockets;
    this.caller = caller;
    this.warnings = warnings;
    this.failed = new FailedAttempts(server);
  }

  /**
   * Where calls go.
   *
   * @param loop the one event loop
   * @param server the name and the port
   * @param addresses what the name stands for
   */
  record Target(EventLoop loop, ServerAddress server, ServerAddresses addresses) {}

  void start() {
    assert loop.inEventLoop();
    addresses
        .find()
        .whenComplete(
            (found, failure) -> new LaterTask(() -> answered(found, failure), this::failed).run());
  }

  private void answered(@Nullable List<InetAddress> found, @Nullable Throwable failure) {
    if (over || loop.isShuttingDown()) {
      // In the second case the client has ended meanwhile, and nobody waits any more.
      return;
    }
    if (found != null) {
      untried.addAll(found);
      tryNext();
    } else {
      end(Endings.of(Objects.requireNonNull(failure), server));
    }
  }

  private void tryNext() {
    cancelNext();
    InetAddress address = untried.poll();
    if (address != null) {
      Attempt attempt = new Attempt(address, server, this);
      running.add(attempt);
      next =
          new LaterTask(() -> look(attempt), this::failed)
              .in(loop, NEXT_MILLIS, TimeUnit.MILLISECONDS);
      attempt.start(loop, sockets);
    }
  }

  private void look(Attempt latest) {
    if (latest.isConnecting()) {
      tryNext();
    } else {
      next =
          new LaterTask(this::tryNext, this::failed).in(loop, PROOF_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The call is over; its caller may try again. */
  private void failed(Throwable fault) {
    LaterTask.tellThread(fault);
    giveUp();
    end(Endings.of(fault, server));
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
  }

  @Override
  public void proved(Attempt attempt) {
    cancelNext();
    proved = attempt;
    running.remove(attempt);
    for (Attempt other : running) {
      other.giveUp();
      untried.add(other.address());
    }
    running.clear();
    failed.warning(attempt.address()).ifPresent(warnings);
    caller.connected();
  }

  @Override
  public void told(Extras extras) {
    caller.told(extras);
  }

  @Override
  public ChannelHandler welcomed(Attempt attempt, Heartbeat heartbeat, SealedCarrier sealed) {
    welcomed = true;
    addresses.worked(attempt.address());
    return caller.welcomed(heartbeat, sealed);
  }

  @Override
  public void ended(Attempt attempt, Ending ending) {
    running.remove(attempt);
    if (attempt == proved && (welcomed || untried.isEmpty() || !isSilence(ending))) {
      end(ending);
      return;
    }
    proved = null;
    failed.add(attempt.address(), ending);
    if (!untried.isEmpty()) {
      tryNext();
    } else if (running.isEmpty()) {
      end(failed.all());
    }
  }

  /** Whether nobody has answered, so that another address may do better. */
  private static boolean isSilence(Ending ending) {
    return ending instanceof Ending.Unreachable
        || (ending instanceof Ending.Caused caused && caused.cause() == CloseCause.LOST);
  }

  private void end(Ending ending) {
    if (!over) {
      over = true;
      cancelNext();
      caller.ended(ending);
    }
  }

  @Override
  public void hangUp() {
    assert loop.inEventLoop();
    Channel open = proved == null ? null : proved.channel();
    if (open != null && open.isActive() && welcomed) {
      open.writeAndFlush(new Bye(CloseCause.RELEASED, "")).addListener(ChannelFutureListener.CLOSE);
      var unused =
          new LaterTask(() -> open.close()).in(loop, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      giveUp();
      end(Ending.of(CloseCause.RELEASED));
    }
  }

  @Override
  public void abandon() {
    assert loop.inEventLoop();
    over = true;
    giveUp();
  }

  private void giveUp() {
    cancelNext();
    untried.clear();
    running.forEach(Attempt::giveUp);
    running.clear();
    if (proved != null) {
      proved.giveUp();
    }
  }
}
