package org.spinngate.protocol.sealed;

/**
 * What a client has to repeat, since its server wants to know whether it gets what is sent to its
 * address; and whether that is another address than before. Confined to the event loop.
 */
final class ChallengeReply {
  private boolean wanted;
  private boolean hastened;
  private long challenge;
  private boolean answered;
  private boolean moved;

  /** A packet has come and is about to be read. */
  void packet() {
    answered = false;
  }

  /**
   * The server wants these eight bytes.
   *
   * @return whether to ask a question at once: one for each that was due may be early, so that
   *     nothing goes in circles
   */
  boolean challenged(long bytes) {
    wanted = true;
    challenge = bytes;
    // An address that is believed already is challenged after an answer.
    moved |= !answered;
    boolean hastens = !hastened;
    hastened = true;
    return hastens;
  }

  /**
   * The server has answered, so it believes the address.
   *
   * @return whether it has not before, so that its packets come by another way
   */
  boolean answered() {
    boolean elsewhere = moved;
    answered = true;
    moved = false;
    wanted = false;
    hastened = false;
    return elsewhere;
  }

  /** A question is due. */
  void due() {
    hastened = false;
  }

  /** Whether questions repeat a challenge. */
  boolean isWanted() {
    return wanted;
  }

  long challenge() {
    return challenge;
  }
}
