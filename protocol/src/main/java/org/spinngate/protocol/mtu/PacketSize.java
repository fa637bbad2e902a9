package org.spinngate.protocol.mtu;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.spinngate.protocol.mtu.SizeState.Found;
import org.spinngate.protocol.mtu.SizeState.Searching;
import org.spinngate.protocol.mtu.SizeState.Unknown;

/**
 * How long the packets may be that one side sends (RFC 8899).
 *
 * <pre>
 *   unknown ──path in use, peer answers probes──▶ searching ──▶ found ──ten minutes──▶ searching, above it
 *      ▲                                              ▲           │
 *      └──────────────path no longer in use           └───────────┘ its probes no longer come
 * </pre>
 *
 * <p>Longer packets than {@link #BASE} are sent only as long as a probe of that size has come a
 * moment ago. While somebody has long packets to send, another probe leaves every 200 milliseconds,
 * so a network that begins to lose long ones is noticed within a second; and after a silence it is
 * asked first.
 *
 * <p>Confined to the event loop of the path. Makes no objects but for a change of state.
 */
public final class PacketSize {
  /**
   * What every path is taken to carry. With the headers of IPv6 and UDP, 48 bytes, it passes every
   * network that carries IPv6 at all (RFC 8200, section 5: 1,280 bytes), and the tunnels and VPNs
   * that have no more than that.
   */
  public static final int BASE = 1200;

  /** The longest that is sent or taken: what fits one Ethernet frame, by IPv4. */
  public static final int MOST = 1472;

  /** What is left if not even {@link #BASE} passes: 576 (RFC 791) without the longest headers. */
  public static final int LEAST = 508;

  /** Three in a row are hardly lost by chance (RFC 8899, MAX_PROBES). */
  private static final int TRIES = 3;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long VERDICT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RAISE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PROOF_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** Probes so far apart are no row. */
  private static final long FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final long LEAST_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long MOST_SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

  private final IntSupplier longest;
  private final Probes probes = new Probes();
  private SizeState state = new Unknown();
  private int top;
  private boolean inUse;
  private int peerTakes;
  private boolean wanted;
  private long provenAt;

  /**
   * @param longest of this socket, asked when a search begins: the longest packet of which the
   *     system makes no fragments, as fragments prove nothing; {@link #BASE} if it may always
   */
  public PacketSize(IntSupplier longest) {
    this.longest = longest;
  }

  /** The path, or another one, is used from here on; or it is not used any more. */
  public void use(boolean now) {
    inUse = now;
    wanted = false;
    state = new Unknown();
    probes.forget();
    begin();
  }

  /** The peer takes packets of so many bytes, and answers probes. */
  public void offered(int most) {
    peerTakes = most;
    begin();
  }

  private void begin() {
    if (inUse && peerTakes > BASE && state instanceof Unknown) {
      int bytes = Math.min(MOST, Math.min(peerTakes, longest.getAsInt()));
      if (bytes > BASE) {
        top = Rungs.below(bytes);
        search(0);
      }
    }
  }

  private void search(int low) {
    state = new Searching(low, true, top);
    probes.begin();
  }

  /** How many bytes a packet may have that leaves now. */
  public int limit(long now) {
    if (state instanceof Found found) {
      return found.bytes() <= BASE || isProven(now) ? found.bytes() : BASE;
    }
    return BASE;
  }

  /** The same for people, who do not want to know what is doubted at this moment. */
  public int bytes() {
    return state instanceof Found found ? found.bytes() : BASE;
  }

  private boolean isProven(long now) {
    return now - provenAt < patience();
  }

  private long patience() {
    long slack = probes.roundTripNanos() * 3 / 2;
    return PROOF_NANOS + Math.max(LEAST_SLACK_NANOS, Math.min(MOST_SLACK_NANOS, slack));
  }

  /** A packet was or would have been longer than {@link #BASE}. */
  public void want() {
    wanted = true;
  }

  /** Whether there was one since the last probe. */
  public boolean isWanted() {
    return wanted;
  }

  /** How many bytes the probe has that should leave now; 0 for none. */
  public int due(long now) {
    if (state instanceof Found found) {
      look(found, now);
    }
    while (state instanceof Searching search && probes.tries() >= TRIES) {
      if (!probes.hasRested(VERDICT_NANOS, now)) {
        return 0;
      }
      refuted(search.refuted(), now);
    }
    if (state instanceof Searching search) {
      return probes.hasRested(PAUSE_NANOS, now) ? Rungs.bytes(search.tried()) : 0;
    }
    return state instanceof Found found && isDoubted(found, now) ? found.bytes() : 0;
  }

  private void look(Found found, long now) {
    if (probes.hasRested(FORGOTTEN_NANOS, now)) {
      probes.begin();
    }
    if (found.bytes() > BASE && probes.isHopeless(TRIES, patience(), now)) {
      search(0);
    } else if (found.bytes() < Rungs.bytes(top) && now - found.since() >= RAISE_NANOS) {
      search(Rungs.below(found.bytes()));
    }
  }

  private boolean isDoubted(Found found, long now) {
    return wanted
        && found.bytes() > BASE
        && now - provenAt >= DOUBT_NANOS
        && probes.hasRested(DOUBT_NANOS, now);
  }

  private void refuted(Searching rest, long now) {
    probes.begin();
    boolean known = rest.low() == rest.high();
    state = known ? new Found(Rungs.bytes(rest.low()), now) : rest;
  }

  /**
   * A probe leaves.
   *
   * @param bytes what was {@link #due}
   * @return its number
   */
  public int left(int bytes, long now) {
    wanted = false;
    return probes.left(bytes, now);
  }

  /**
   * The peer says which probe came last.
   *
   * @param number 0 for none
   */
  public void came(int number, long now) {
    int bytes = probes.came(number, now);
    if (state instanceof Searching search && bytes > Rungs.bytes(search.low())) {
      int rung = Rungs.below(bytes);
      proved(rung >= search.high() ? new Found(bytes, now) : search.proved(rung), now);
    } else if (state instanceof Found found && bytes >= found.bytes()) {
      proved(bytes > found.bytes() ? new Found(bytes, now) : found, now);
    }
  }

  /** When the probe left, and not when that is known, the line was as the probe proves. */
  private void proved(SizeState next, long now) {
    state = next;
    provenAt = now - probes.roundTripNanos();
    probes.begin();
  }
}
