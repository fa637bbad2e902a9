package org.spinngate.protocol.sealed;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which address of its client a server believes. Who has the keys can write any source on his
 * packets, so an address must show that it gets what is sent to it (RFC 9000, sections 8 and 9.3).
 *
 * <pre>
 *                 a newest packet from elsewhere            the challenge comes back from there
 *   validated, or nothing ---------------------> candidate ------------------------------------> validated
 * </pre>
 *
 * <p>There is one candidate at a time, and what is sent to it is counted: at most three times the
 * bytes of authentic packets that came from there. The address that was validated before stays so
 * until another one is, and is used again as soon as the newest packet comes from there. It must
 * repeat a challenge now and then, since its owner may have left it to somebody else.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class AddressValidation {
  /** An address from which nothing authentic came for so long gets no datagrams. */
  static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A challenge that is older is worth nothing. */
  static final long CHALLENGE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** A validated address is challenged again when it was last proven so long ago. */
  static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A validated address that was last proven so long ago gets no datagrams. */
  static final long BELIEF_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A candidate gets at most so many times the bytes that came from it. */
  static final int MOST_TIMES = 3;

  private final LongSupplier random;
  private @Nullable PacketSource validated;
  private @Nullable PacketSource candidate;
  private @Nullable PacketSource here;
  private boolean leading;
  private long heardAt;
  private long provenAt;
  private long challenge;
  private long drawnAt;
  private long allowance;

  /**
   * @param random gives eight bytes that nobody can foresee
   */
  AddressValidation(LongSupplier random) {
    this.random = random;
  }

  /**
   * An authentic packet has come that is no copy; what is asked next is about its source.
   *
   * @param bytes of the whole packet
   * @param newest whether it is newer than all before, by the keys of now
   * @return whether its source has just become the candidate
   */
  boolean arrived(PacketSource from, int bytes, boolean newest, long now) {
    here = from;
    boolean begins = newest && follow(from, now);
    if (isFromValidated()) {
      heardAt = now;
    } else if (isFromCandidate()) {
      allowance += (long) MOST_TIMES * bytes;
    }
    return begins;
  }

  private boolean follow(PacketSource from, long now) {
    leading = from.equals(validated);
    if (leading) {
      candidate = null;
    } else if (!from.equals(candidate)) {
      candidate = null;
      return from.mayBeAnswered() && begin(from, now);
    }
    return false;
  }

  private boolean begin(PacketSource from, long now) {
    candidate = from;
    allowance = 0;
    draw(now);
    return true;
  }

  private void draw(long now) {
    challenge = random.getAsLong();
    drawnAt = now;
  }

  /** Whether the latest packet came from the address that is believed. */
  boolean isFromValidated() {
    return here != null && here.equals(validated);
  }

  private boolean isFromCandidate() {
    return here != null && here.equals(candidate);
  }

  /** Whether board datagrams may go to the address that is believed. */
  boolean mayCarry(long now) {
    return leading
        && validated != null
        && now - heardAt < SILENCE_NANOS
        && now - provenAt < BELIEF_NANOS;
  }

  /**
   * Looks whether the address of the latest packet should be challenged, and pays for it.
   *
   * @param bytes of the packet that would be sent there
   */
  boolean mayChallenge(int bytes) {
    boolean may = isFromCandidate() && allowance >= bytes && source().mayBeAnswered();
    allowance -= may ? bytes : 0;
    return may;
  }

  /** The challenge of now, for the candidate, or for the address that is due again. */
  long challenge(long now) {
    if (now - drawnAt >= CHALLENGE_NANOS) {
      draw(now);
    }
    return challenge;
  }

  /** Where the latest packet came from. */
  PacketSource source() {
    return Objects.requireNonNull(here, "no packet has come");
  }

  /**
   * The latest packet repeats a challenge.
   *
   * @return whether its source is believed from here on, and was not before
   */
  boolean answered(long value, long now) {
    boolean right = value == challenge && now - drawnAt < CHALLENGE_NANOS;
    if (right && isFromValidated()) {
      provenAt = now;
    }
    if (!isFromCandidate() || !right || !source().mayBeAnswered()) {
      return false;
    }
    validated = candidate;
    candidate = null;
    leading = true;
    heardAt = now;
    provenAt = now;
    return true;
  }

  /** Whether the address that is believed should prove itself once more. */
  boolean isDue(long now) {
    return isFromValidated() && candidate == null && now - provenAt >= AGAIN_NANOS;
  }

  /** Looks again whether packets may be sent to the address that is believed. */
  void recheck() {
    if (validated != null && !validated.mayBeAnswered()) {
      validated = null;
      leading = false;
    }
  }
}
