package org.spinngate.server.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.net.InetAddress;
import org.spinngate.protocol.pace.LineShares;

/**
 * The lines by which clients are reached: those of one address, or of one IPv6 /64 network, share
 * one. Each is known as long as anybody keeps it. Thread-safe.
 */
public final class SharedLines {
  private final LoadingCache<Neighbourhood, LineShares> known =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build(address -> new LineShares());

  /** The line to an address. */
  public LineShares to(InetAddress address) {
    return known.get(Neighbourhood.of(address));
  }
}
