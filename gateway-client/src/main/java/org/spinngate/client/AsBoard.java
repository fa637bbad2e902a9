package org.spinngate.client;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.alias.AliasFailure;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.net.PortFailure;
import org.spinngate.protocol.BoardAddress;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Opened;

/**
 * Puts a board at its own address when the server has told it. Until the board is there, nobody
 * hears that the session is up; if it cannot be there, the session ends with the reason.
 *
 * <pre>
 *  Up ──address told──► taking the place ──bound──► Up is passed on
 *                              └──────────refused──► release, and Stopped with the reason
 * </pre>
 *
 * <p>Confined to the event loop.
 */
final class AsBoard implements LinkEvents {
  private static final Logger LOG = LoggerFactory.getLogger(AsBoard.class);

  private static final Ending NOT_TOLD =
      new Ending.NoPlace(
          ExitCode.CONFIGURATION,
          "the server does not tell the address of this board (tell-address = false, or an earlier"
              + " version), so --as-board cannot be; leave it out");

  private final LinkEvents next;
  private final OwnPlace place;
  private final Executor loop;
  private Runnable release = () -> {};
  private @Nullable Inet4Address placed;
  private boolean underWay;
  private boolean up;

  /** The session that nobody has been told of yet. */
  private @Nullable Opened untold;

  private @Nullable Ending failure;

  /**
   * @param next hears of everything, of a session that is up when the board is in its place
   * @param loop the event loop
   */
  AsBoard(LinkEvents next, OwnPlace place, Executor loop) {
    this.next = next;
    this.place = place;
    this.loop = loop;
  }

  /** What gives the session back if there is no place for the board; before the link starts. */
  void releaseBy(Runnable action) {
    release = action;
  }

  @Override
  public void changed(LinkState state) {
    up = state instanceof LinkState.Up;
    if (state instanceof LinkState.Up session) {
      opened(session.session());
    } else if (state instanceof LinkState.Stopped && failure != null) {
      next.changed(new LinkState.Stopped(failure));
    } else {
      next.changed(state);
    }
  }

  /** A session that goes on counts as the one that it is, of which nobody has heard. */
  private void opened(Opened session) {
    if (untold == null || !session.resumption().resumed()) {
      untold = session;
    }
    if (!underWay && failure == null) {
      settle(untold);
    }
  }

  private void settle(Opened session) {
    Optional<Inet4Address> told = BoardAddress.ipv4(session);
    if (told.isEmpty() && placed == null) {
      fail(NOT_TOLD);
    } else if (told.isEmpty() || told.get().equals(placed)) {
      untold = null;
      next.changed(new LinkState.Up(session));
    } else {
      take(told.get());
    }
  }

  private void take(Inet4Address address) {
    underWay = true;
    placed = null;
    var unused =
        place.take(address).whenCompleteAsync((done, problem) -> taken(address, problem), loop);
  }

  private void taken(Inet4Address address, @Nullable Throwable problem) {
    underWay = false;
    if (problem != null) {
      fail(ending(problem));
      return;
    }
    placed = address;
    Opened waiting = untold;
    if (up && waiting != null) {
      settle(waiting);
    }
  }

  private static Ending ending(Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    if (cause instanceof PortFailure port) {
      return new Ending.NoPlace(port.exitCode(), String.valueOf(port.getMessage()));
    }
    if (cause instanceof AliasFailure) {
      return new Ending.NoPlace(ExitCode.PORT_IN_USE, String.valueOf(cause.getMessage()));
    }
    LOG.error("the board's own address", cause);
    return new Ending.NoPlace(ExitCode.INTERNAL, "internal error: " + cause);
  }

  private void fail(Ending ending) {
    failure = ending;
    release.run();
  }

  @Override
  public void notice(String text) {
    next.notice(text);
  }

  @Override
  public void boot(BootReport report) {
    next.boot(report);
  }
}
