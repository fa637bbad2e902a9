package org.spinngate.client.local;

import org.spinngate.protocol.DropReason;

/** What becomes of boot datagrams that were kept. Called on the one event loop. */
interface BootEvents {
  /** One has left for the server, for the first time. */
  void sent(int bytes);

  /** One will never be sent. */
  void dropped(DropReason reason);

  /** The session is over, and these have not left for the board. */
  void remained(BootRemains remains);

  /** A boot has begun while there is no way to the server. */
  void waits();

  /** A boot, or the rest of one, will not be sent; told once for each. */
  void lost(DropReason reason);

  /** Some cannot leave now; {@link BootOutbox#retry()} is wanted after so many nanoseconds. */
  void heldUp(long nanos);
}
