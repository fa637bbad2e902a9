package org.spinngate.simulated;

/** Makes the messages that applications send to hosts. Event loop only. */
final class LiveOutput {
  private static final int FLAGS = 0x07;
  private static final int FROM_CORE_1 = 0x21;

  private final TagOutput output;
  private final Tallies tallies;

  LiveOutput(TagOutput output, Tallies tallies) {
    this.output = output;
    this.tallies = tallies;
  }

  /**
   * Sends from core 1 of the root chip, SDP port 1, through an application's tag.
   *
   * @param payload what follows the SDP header
   * @return false when the tag is not set
   */
  boolean emit(int tag, byte[] payload) {
    byte[] message = new byte[ScpRequest.HEADER_LENGTH + payload.length];
    message[2] = FLAGS;
    message[3] = (byte) tag;
    message[4] = (byte) ScpRequest.ETHERNET_PORT;
    message[5] = FROM_CORE_1;
    System.arraycopy(payload, 0, message, ScpRequest.HEADER_LENGTH, payload.length);
    boolean sent = output.send(tag, message, message.length);
    if (sent) {
      tallies.scp().tagOutput();
    }
    return sent;
  }
}
