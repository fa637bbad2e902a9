package org.spinngate.client.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Asks the operating system for the addresses of a name. That may take long, so it never happens on
 * the event loop.
 */
public final class NameLookup {
  private final Executor executor;

  /**
   * @param executor may be blocked for as long as the operating system likes
   */
  public NameLookup(Executor executor) {
    this.executor = executor;
  }

  /** All addresses of the name, or {@link UnknownHostException}. */
  public CompletableFuture<List<InetAddress>> addressesOf(String host) {
    return CompletableFuture.supplyAsync(() -> resolve(host), executor);
  }

  private static List<InetAddress> resolve(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }
}
