package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the messages that applications send to hosts. Event loop only. */
final class LiveOutput {
  private static final int FLAGS = 0x07;
  private static final int FROM_CORE_1 = 0x21;

  private final Set<Emitter> emitters = new HashSet<>();
  private final EventExecutor loop;
  private final TagOutput output;
  private final Tallies tallies;

  LiveOutput(EventExecutor loop, TagOutput output, Tallies tallies) {
    this.loop = loop;
    this.output = output;
    this.tallies = tallies;
  }

  /**
   * Sends from core 1 of the root chip, SDP port 1, through an application's tag.
   *
   * @param payload what follows the SDP header
   * @return false when the tag is not valid
   */
  boolean emit(int tag, byte[] payload) {
    byte[] message = message(tag, payload.length);
    System.arraycopy(payload, 0, message, ScpRequest.HEADER_LENGTH, payload.length);
    return send(tag, message);
  }

  /** Starts a stream and tells at its end how many messages were sent. */
  Future<Long> emit(Emission emission) {
    int tag = emission.tag();
    byte[] blank = message(tag, emission.bytes());
    Emitter emitter = new Emitter(emission, loop, blank, message -> send(tag, message));
    emitters.add(emitter);
    return emitter.start().addListener(over -> emitters.remove(emitter));
  }

  /** Ends all streams. */
  void stop() {
    List.copyOf(emitters).forEach(Emitter::stop);
  }

  private boolean send(int tag, byte[] message) {
    boolean sent = output.send(tag, message, message.length);
    if (sent) {
      tallies.scp().tagOutput();
    }
    return sent;
  }

  /** A message without payload yet. */
  private static byte[] message(int tag, int payload) {
    byte[] message = new byte[ScpRequest.HEADER_LENGTH + payload];
    message[2] = FLAGS;
    message[3] = (byte) tag;
    message[4] = (byte) ScpRequest.ETHERNET_PORT;
    message[5] = FROM_CORE_1;
    return message;
  }
}
