package org.spinngate.client.sealed;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.local.Applications;
import org.spinngate.client.path.PathObserver;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.sealed.PacketCipher;
import org.spinngate.protocol.sealed.PathShare;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.StreamTunnel;

/**
 * Makes the sealed path beside each connection, if the user wants one.
 *
 * <p>Confined to the one event loop.
 */
public final class SealedCarrier {
  private final Function<InetAddress, Bootstrap> sockets;
  private final CarrierWish wish;
  private final Timing timing;
  private final QueueBudget queues;
  private final PathWarnings warnings;
  private final PathObserver observer;
  private @Nullable PathShare share;

  /** A path beside a connection. */
  public interface Beside {
    /** The server has given keys, the first ones or others. */
    void keys(Sealing keys);

    /** The connection is over. */
    void end();
  }

  /**
   * @param sockets starts a UDP socket to an address, on the one thread
   * @param wish which carrier the user wants
   * @param timing the clock, and what is late by it
   * @param queues how much may wait for the line to the server
   * @param user told if there is no way by UDP
   * @param observer told of every connection, and which carrier it uses
   */
  public SealedCarrier(
      Function<InetAddress, Bootstrap> sockets,
      CarrierWish wish,
      Timing timing,
      QueueBudget queues,
      Consumer<String> user,
      PathObserver observer) {
    this.warnings = new PathWarnings(wish, user);
    this.sockets = sockets;
    this.wish = wish;
    this.timing = timing;
    this.queues = queues;
    this.observer = observer;
  }

  /**
   * A tunnel that has a stream only so far.
   *
   * @param heartbeat the one of the connection's pipeline
   */
  public SealedTunnel tunnel(Channel connection, Heartbeat heartbeat) {
    return new SealedTunnel(StreamTunnel.ofClient(connection, heartbeat, queues), sealedOnly());
  }

  /**
   * A connection is up, and the server may offer a path.
   *
   * @param connection that brings the keys
   */
  public Beside beside(Channel connection, SealedTunnel tunnel, Applications applications) {
    observer.up(tunnel);
    return new SealedBeside(this, connection, tunnel, applications);
  }

  PathObserver observer() {
    return observer;
  }

  PathWarnings warnings() {
    return warnings;
  }

  Function<InetAddress, Bootstrap> sockets() {
    return sockets;
  }

  /** Made when first needed, which is not before the board is there. */
  PathShare share() {
    PathShare made =
        share == null ? new PathShare(new PacketCipher(), HeldBytes.forOneStream(), queues) : share;
    share = made;
    return made;
  }

  boolean isWanted() {
    return wish != CarrierWish.TCP;
  }

  boolean sealedOnly() {
    return wish == CarrierWish.UDP;
  }

  /** The clock, and what is late by it. */
  public Timing timing() {
    return timing;
  }
}
