package org.spinngate.client;

import java.util.concurrent.CompletableFuture;
import org.spinngate.client.dial.EndedException;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Opened;

/** The moments that everybody waits for, as futures. All else is passed on. */
final class LinkFutures implements LinkEvents {
  private final LinkEvents next;
  private final CompletableFuture<Boolean> letIn = new CompletableFuture<>();
  private final CompletableFuture<Opened> ready = new CompletableFuture<>();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private volatile boolean up;

  LinkFutures(LinkEvents next) {
    this.next = next;
  }

  /** Whether the server has let the user in, once that is known. */
  CompletableFuture<Boolean> letIn() {
    return letIn;
  }

  /** The board is there for the first time; {@link EndedException} if it never will be. */
  CompletableFuture<Opened> ready() {
    return ready;
  }

  /** It is over for good. */
  CompletableFuture<Ending> ended() {
    return ended;
  }

  /** Whether the server is there at present, so that it can be told what becomes of the session. */
  boolean isUp() {
    return up;
  }

  @Override
  public void changed(LinkState state) {
    up = state instanceof LinkState.Up;
    next.changed(state);
    if (state instanceof LinkState.Opening) {
      letIn.complete(true);
    } else if (state instanceof LinkState.Up up) {
      ready.complete(up.session());
    } else if (state instanceof LinkState.Stopped stopped) {
      // In this order: a caller that learns that it will never be ready may ask at once why.
      letIn.complete(false);
      ended.complete(stopped.why());
      ready.completeExceptionally(new EndedException(stopped.why()));
    }
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
