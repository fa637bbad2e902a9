package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.pace.ArrivalsReport;
import org.spinngate.protocol.pace.LineShares;

/**
 * The server's end of a sealed path. It speaks only to an address that has shown that it gets what
 * is sent there ({@link AddressValidation}), so a client may move, and nobody else is ever
 * answered; others get a challenge at the most. It answers questions, and uses the path when the
 * client says so, as long as the client is heard.
 *
 * <p>Confined to the event loop of the session.
 */
public final class ServerPath implements SealedPath, PacketFrames {
  private static final long RENEWAL_NANOS = TimeUnit.HOURS.toNanos(1);

  private final EventLoop loop;
  private final PathShare share;
  private final Surroundings surroundings;
  private final LongSupplier nanoTime;
  private final PacketSender sender;
  private final PacketReceiver receiver;
  private final PathEnd end;
  private final AddressValidation addresses;
  private SealingEnds ends;
  private long keysSince;
  private boolean renewing;
  private boolean chosen;
  private boolean closed;
  private boolean detour;
  private boolean unproven;

  /** What a server's path needs and tells. */
  public interface Surroundings extends Receiver, PacketOutlet {
    /** Where packets go from here on, as that address is the client's. */
    void moved(PacketSource peer);

    /** Takes over a packet for an address that has proved nothing yet, and sends it if it can. */
    void challenge(PacketSource place, ByteBuf packet);

    /** Eight bytes that nobody can foresee. */
    long random();

    /** The keys have been used for long; the client should be given others. */
    void keysAreOld();
  }

  /**
   * Makes one.
   *
   * @param loop of the session
   * @param share what paths of the loop share
   * @param keys the first ones
   * @param surroundings what it needs and tells
   * @param timing the clock, and what is late by it
   */
  public ServerPath(
      EventLoop loop, PathShare share, Sealing keys, Surroundings surroundings, Timing timing) {
    this.loop = loop;
    this.share = share;
    this.surroundings = surroundings;
    this.nanoTime = timing.nanoTime();
    this.ends = SealingEnds.ofServer(share.cipher(), keys);
    this.keysSince = nanoTime.getAsLong();
    this.sender = new PacketSender(loop, surroundings, timing, share, ends.sealer());
    this.receiver = new PacketReceiver(this, ends, timing);
    this.end = new PathEnd(loop, timing, sender, receiver, this::mayCarry);
    this.addresses = new AddressValidation(surroundings::random);
  }

  /** The client is given these keys; they are used when it does. */
  public void renew(Sealing keys) {
    assert loop.inEventLoop();
    ends = SealingEnds.ofServer(share.cipher(), keys);
    receiver.use(ends);
  }

  /** The address where packets go is reached by the same line as those of others. */
  public void joins(LineShares line) {
    assert loop.inEventLoop();
    sender.queue().pace().joins(line);
  }

  /** The client has decided. */
  public void choose(boolean sealed) {
    assert loop.inEventLoop();
    if (chosen != sealed) {
      chosen = sealed;
      end.use(sealed);
    }
  }

  @Override
  public boolean isChosen() {
    return chosen && mayCarry();
  }

  private boolean mayCarry() {
    return addresses.mayCarry(nanoTime.getAsLong());
  }

  @Override
  public boolean carries(int bytes) {
    return sender.carries(bytes);
  }

  @Override
  public @Nullable DropReason sendScp(int flow, ByteBuf datagram) {
    return sender.sendScp(flow, datagram);
  }

  @Override
  public void flowEnds(int flow) {
    sender.flowEnds(flow);
  }

  /**
   * A packet for this path; the buffer stays the caller's.
   *
   * @param packet one that {@link SealedPacket#mayBe} one, with an index of this path
   * @param from where it came from
   * @param hop whether it came by a socket of another event loop
   */
  public void receive(ByteBuf packet, PacketSource from, boolean hop) {
    assert loop.inEventLoop();
    if (closed) {
      return;
    }
    int index = SealedPacket.index(packet);
    int bytes = packet.readableBytes();
    long now = nanoTime.getAsLong();
    detour = hop;
    PacketOpener.Verdict verdict = receiver.open(packet);
    if (verdict.isFresh()) {
      boolean newest = verdict == PacketOpener.Verdict.NEWEST && !isOfFormerKeys(index);
      if (newest) {
        useIfNew(index);
      }
      unproven = addresses.arrived(from, bytes, newest, now);
    }
    end.read(packet, verdict, now);
    if (unproven) {
      unproven = false;
      challenge(now);
    }
  }

  /** All that the address gets before it has answered; the rest goes by the stream. */
  private void challenge(long now) {
    if (addresses.mayChallenge(PacketSender.CHALLENGE_PACKET_BYTES)) {
      ByteBuf packet = sender.challenge(addresses.challenge(now));
      if (packet != null) {
        surroundings.challenge(addresses.source(), packet);
      }
    }
  }

  @Override
  public void response(long challenge) {
    if (addresses.answered(challenge, nanoTime.getAsLong())) {
      receiver.arrivals().moved();
      surroundings.moved(addresses.source());
      end.use(chosen);
    }
  }

  /** Whether the client has sealed by newer keys since; each key's counters begin at 0. */
  private boolean isOfFormerKeys(int index) {
    return sender.sealer() == ends.sealer() && index != ends.index();
  }

  /** The client seals by the keys that it was given last, so it has them to open with, too. */
  private void useIfNew(int index) {
    if (sender.sealer() != ends.sealer() && index == ends.index()) {
      sender.use(ends.sealer());
      keysSince = nanoTime.getAsLong();
      renewing = false;
    }
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    surroundings.scp(flow, datagram);
  }

  @Override
  public void dropped(DropReason reason) {
    surroundings.dropped(reason);
  }

  @Override
  public void missing(int datagrams) {
    surroundings.missing(datagrams);
  }

  @Override
  public void question(int number) {
    long now = nanoTime.getAsLong();
    addresses.recheck();
    if (addresses.isFromValidated()) {
      end.control().answer(number, receiver.counts(), detour, now);
      end.offer();
      if (addresses.isDue(now)) {
        end.control().challengeAgain(addresses.challenge(now));
      }
    } else {
      unproven = true;
    }
    if (!renewing && (receiver.hasOpenedMany() || isOld(now))) {
      renewing = true;
      surroundings.keysAreOld();
    }
  }

  private boolean isOld(long now) {
    return sender.sealer().count() >= PacketSealer.MANY || now - keysSince >= RENEWAL_NANOS;
  }

  @Override
  public boolean reported(int number, int packets, int copies) {
    return addresses.isFromValidated()
        && end.reported(number, packets, copies, nanoTime.getAsLong());
  }

  /** Nothing is sent again on the word of an address that may be somebody else's. */
  @Override
  public void asked(ByteBuf ask, int bytes) {
    if (bytes == 0 || (addresses.isFromValidated() && mayCarry())) {
      sender.asked(ask, bytes);
    }
  }

  @Override
  public void sizes(int most, int probe) {
    if (addresses.isFromValidated()) {
      end.sizes(most, probe);
    }
  }

  @Override
  public void arrivals(ArrivalsReport report) {
    if (addresses.isFromValidated()) {
      end.arrivals(report);
    }
  }

  @Override
  public void probe(int number) {
    if (addresses.isFromValidated()) {
      end.probe(number);
    }
  }

  @Override
  public PathReport report() {
    return end.report(-1);
  }

  @Override
  public void close() {
    closed = true;
    end.close();
  }
}
