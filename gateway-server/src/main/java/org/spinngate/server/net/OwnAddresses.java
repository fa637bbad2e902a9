package org.spinngate.server.net;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of this machine that have sockets of their own at one port. There may be very many
 * (all of 127.0.0.0/8 is this machine), so that the oldest goes when there are too many; who is
 * answered from it gets it back.
 *
 * <p>Thread-safe.
 */
final class OwnAddresses {
  static final int MOST = 128;

  private final DatagramPort port;
  private final Map<InetAddress, PortAddress> all = new ConcurrentHashMap<>();
  private final Deque<PortAddress> byAge = new ArrayDeque<>();

  OwnAddresses(DatagramPort port) {
    this.port = port;
  }

  /** The one of this address, if there is one. */
  @Nullable PortAddress find(InetAddress address) {
    return all.get(address);
  }

  /** The one of this address; its sockets are opened now if it is new. */
  PortAddress begin(InetAddress address) {
    PortAddress known = all.get(address);
    return known == null ? beginNew(address) : known;
  }

  private synchronized PortAddress beginNew(InetAddress address) {
    PortAddress known = all.get(address);
    if (known != null) {
      return known;
    }
    if (byAge.size() >= MOST) {
      end(byAge.element());
    }
    PortAddress fresh = new PortAddress(address, port);
    all.put(address, fresh);
    byAge.add(fresh);
    port.open(fresh);
    return fresh;
  }

  private void end(PortAddress old) {
    byAge.remove(old);
    all.remove(old.address(), old);
    old.close();
  }

  /** From here on there are these and no others. */
  synchronized void keep(Collection<InetAddress> wanted) {
    forgetFailed();
    Set<InetAddress> present = Set.copyOf(wanted);
    List.copyOf(byAge).stream().filter(old -> !present.contains(old.address())).forEach(this::end);
    present.stream().filter(address -> byAge.size() < MOST).forEach(this::begin);
  }

  /** Tells what the system has dropped at them since the last time. */
  void tellOverflow(PortMeter meter) {
    all.values().forEach(each -> each.tellOverflow(meter));
  }

  /** Those that could not have a socket may try again. */
  synchronized void forgetFailed() {
    List.copyOf(byAge).stream().filter(PortAddress::isEmpty).forEach(this::end);
  }

  /** Returns when none has a socket any more. Not on an event loop. */
  void close() {
    List<PortAddress> last;
    synchronized (this) {
      last = List.copyOf(byAge);
      byAge.clear();
      all.clear();
    }
    last.forEach(PortAddress::closeNow);
  }
}
