package org.spinngate.simulated;

import java.util.Arrays;

/** An SDP message as it reaches an application. */
public final class SdpMessage {
  private final int tag;
  private final int chip;
  private final int port;
  private final int core;
  private final byte[] payload;

  SdpMessage(ScpRequest request) {
    tag = request.tag();
    chip = request.chip();
    port = request.port();
    core = request.core();
    payload = Arrays.copyOfRange(request.bytes(), ScpRequest.HEADER_LENGTH, request.length());
  }

  /** The reverse IP tag it came through, or what the sender wrote there, 255 mostly. */
  public int tag() {
    return tag;
  }

  /** The chip it is for. */
  public int chipX() {
    return chip >>> 8;
  }

  /** The chip it is for. */
  public int chipY() {
    return chip & 0xFF;
  }

  /** The SDP port it is for, 1 to 7. */
  public int port() {
    return port;
  }

  /** The core it is for, 1 to 17. */
  public int core() {
    return core;
  }

  /** What follows the header, at most 272 bytes. */
  public byte[] payload() {
    return payload.clone();
  }
}
