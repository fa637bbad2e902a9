package org.spinngate.client.sealed;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.local.Applications;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.sealed.PacketCipher;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.StreamTunnel;

/**
 * Makes the sealed path beside each connection, if the user wants one.
 *
 * <p>Confined to the one event loop.
 */
public final class SealedCarrier {
  private final Supplier<Bootstrap> sockets;
  private final CarrierWish wish;
  private final LongSupplier nanoTime;
  private @Nullable PacketCipher cipher;

  /** A path beside a connection. */
  public interface Beside {
    /** The server has new keys. */
    void renew(Sealing keys);

    /** The connection is over. */
    void end();
  }

  /**
   * @param sockets starts a UDP socket on the one thread
   * @param wish which carrier the user wants
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SealedCarrier(Supplier<Bootstrap> sockets, CarrierWish wish, LongSupplier nanoTime) {
    this.sockets = sockets;
    this.wish = wish;
    this.nanoTime = nanoTime;
  }

  /** The tunnel of a connection, which so far has a stream only. */
  public SealedTunnel tunnel(StreamTunnel stream) {
    return new SealedTunnel(stream, sealedOnly());
  }

  /**
   * The server offers a path.
   *
   * @param connection that brought the keys
   * @return empty if the user does not want it
   */
  public Optional<Beside> begin(
      Channel connection, Sealing keys, SealedTunnel tunnel, Applications applications) {
    if (wish == CarrierWish.TCP) {
      return Optional.empty();
    }
    SealedLink link = new SealedLink(this, connection, keys, tunnel, applications);
    link.start();
    return Optional.of(link);
  }

  Supplier<Bootstrap> sockets() {
    return sockets;
  }

  /** Made when first needed, which is not before the board is there. */
  PacketCipher cipher() {
    PacketCipher made = cipher == null ? new PacketCipher() : cipher;
    cipher = made;
    return made;
  }

  boolean sealedOnly() {
    return wish == CarrierWish.UDP;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }
}
