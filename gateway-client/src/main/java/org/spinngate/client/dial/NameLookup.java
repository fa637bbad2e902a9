package org.spinngate.client.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Asks for the addresses of a name. That may take long, so it never happens on the event loop.
 * Thread-safe.
 */
public final class NameLookup {
  private final Executor executor;
  private final Resolver resolver;

  /** Looks a name up; may block for a long time. */
  public interface Resolver {
    /** All addresses of the name. */
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  /**
   * Asks the operating system.
   *
   * @param executor may be blocked for as long as the operating system likes
   */
  public NameLookup(Executor executor) {
    this(executor, InetAddress::getAllByName);
  }

  /**
   * Asks somebody else.
   *
   * @param executor may be blocked for as long as the resolver likes
   */
  public NameLookup(Executor executor, Resolver resolver) {
    this.executor = executor;
    this.resolver = resolver;
  }

  /** All addresses of the name, or {@link UnknownHostException}. */
  public CompletableFuture<List<InetAddress>> addressesOf(String host) {
    return CompletableFuture.supplyAsync(() -> resolve(host), executor);
  }

  private List<InetAddress> resolve(String host) {
    try {
      return List.of(resolver.addressesOf(host));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }
}
