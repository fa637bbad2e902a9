package org.spinngate.protocol.queue;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.Unsent;

/** Adds up what falls at one moment, for one report of it. Confined to the event loop. */
final class Fallen {
  private final Consumer<Unsent> listener;
  private int datagrams;
  private long bytes;

  Fallen(Consumer<Unsent> listener) {
    this.listener = listener;
  }

  /** A frame that starts at this index. */
  void add(ByteBuf frames, int at) {
    int whole = Frame.LENGTH_BYTES + frames.getUnsignedShort(at);
    datagrams++;
    bytes += whole - DataFrame.header(frames.getUnsignedByte(at + Frame.LENGTH_BYTES));
  }

  /**
   * Reports them, if there are any.
   *
   * @return how many
   */
  int tell(DropReason reason) {
    int told = datagrams;
    if (told > 0) {
      Unsent unsent = new Unsent(reason, told, bytes);
      datagrams = 0;
      bytes = 0;
      listener.accept(unsent);
    }
    return told;
  }
}
