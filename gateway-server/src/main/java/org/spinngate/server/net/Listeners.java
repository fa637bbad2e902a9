package org.spinngate.server.net;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.Transport;

/**
 * The addresses that clients connect to.
 *
 * <p>Bound and closed by one thread that is no event loop; both block. Any thread may ask what is
 * bound until now.
 */
public final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final PortPair tunnels;
  private final Optional<PortPair> boots;
  private final Transport transport;
  private final Pause pause;
  private final List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> bootAddresses = new CopyOnWriteArrayList<>();

  /** Lets some time pass; tests have another one. */
  public interface Pause {
    /** Returns a little later. */
    void pass() throws InterruptedException;
  }

  /**
   * @param tunnels what everybody connects to
   * @param boots what old clients bring their boots to, if they are served
   * @param pause between two attempts to have an address that is not there
   */
  public Listeners(PortPair tunnels, Optional<PortPair> boots, Transport transport, Pause pause) {
    this.tunnels = tunnels;
    this.boots = boots;
    this.transport = transport;
    this.pause = pause;
  }

  /**
   * Binds the addresses for everybody; port 0 takes a free one. An address that this machine does
   * not have yet, such as one that it is still to be given by the network, is waited for.
   *
   * @throws IOException if one cannot be bound, or if this thread is interrupted
   */
  public void bind(List<InetSocketAddress> listed) throws IOException {
    bindAll(listed, tunnels, addresses);
  }

  /** The same for the boots of old clients. */
  public void bindBoot(List<InetSocketAddress> listed) throws IOException {
    bindAll(listed, boots.orElseThrow(), bootAddresses);
  }

  private void bindAll(
      List<InetSocketAddress> listed, PortPair ports, List<InetSocketAddress> bound)
      throws IOException {
    List<InetSocketAddress> later = new ArrayList<>();
    for (ListenAddress address : ListenAddress.all(listed, transport)) {
      if (!bindIfHere(address, ports, bound, true)) {
        later.add(address.address());
      }
    }
    while (!later.isEmpty()) {
      waitALittle();
      later.removeAll(nowHere(later, listed, ports, bound));
    }
  }

  private List<InetSocketAddress> nowHere(
      List<InetSocketAddress> later,
      List<InetSocketAddress> listed,
      PortPair ports,
      List<InetSocketAddress> bound)
      throws IOException {
    List<InetSocketAddress> here = new ArrayList<>();
    for (ListenAddress address : ListenAddress.all(listed, transport)) {
      if (later.contains(address.address()) && bindIfHere(address, ports, bound, false)) {
        LOG.info("listening on {} now", words(List.of(address.address())));
        here.add(address.address());
      }
    }
    return here;
  }

  private static boolean bindIfHere(
      ListenAddress address, PortPair ports, List<InetSocketAddress> bound, boolean first)
      throws IOException {
    try {
      ports.bind(address.resolved()).ifPresent(bound::add);
      return true;
    } catch (BindFailure e) {
      if (!e.mayHeal()) {
        throw e;
      }
      if (first) {
        LOG.warn("{}; waiting for it", e.getMessage());
      }
      return false;
    }
  }

  private void waitALittle() throws IOException {
    try {
      pause.pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("told to end while waiting for an address");
    }
  }

  /** What is bound for everybody, with real ports. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** What is bound for the boots of old clients, with real ports. */
  public List<InetSocketAddress> bootAddresses() {
    return List.copyOf(bootAddresses);
  }

  /** Addresses for people. */
  public static String words(List<InetSocketAddress> addresses) {
    return addresses.stream().map(NetUtil::toSocketAddressString).collect(Collectors.joining(", "));
  }

  /** Tells which addresses this machine has now. Any thread that may wait. */
  public void look(Collection<InetAddress> present) {
    tunnels.look(present);
    boots.ifPresent(ports -> ports.look(present));
  }

  /** Nobody connects any more; harmless the second time. */
  @Override
  public void close() {
    tunnels.close();
    boots.ifPresent(PortPair::close);
  }
}
