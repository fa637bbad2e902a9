package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.security.SecureRandom;

/**
 * The session's SCP datagrams may also travel in sealed packets, by UDP to the address and port
 * that the client's connection goes to. A client that does not want that ignores it. A later one on
 * the same connection renews the keys: the client seals by it at once, the server from the first
 * authentic packet on; what was sealed by the one before is still taken.
 *
 * <pre>
 *  +---------+-----------------+----------------+-----------------+----------------+
 *  | index   | to server: key  | salt           | to client: key  | salt           |
 *  | 4 bytes | 16 bytes        | 4 bytes        | 16 bytes        | 4 bytes        |
 *  +---------+-----------------+----------------+-----------------+----------------+
 * </pre>
 *
 * @param index stands in clear in each packet and names the keys to the server
 * @param toServer seals what the client sends
 * @param toClient seals what the server sends
 */
public record Sealing(int index, SealingKey toServer, SealingKey toClient)
    implements ControlMessage {
  /**
   * Fresh keys.
   *
   * @param index that no other keys have at present
   */
  public static Sealing random(int index, SecureRandom random) {
    return new Sealing(index, SealingKey.random(random), SealingKey.random(random));
  }

  @Override
  public MessageType type() {
    return MessageType.SEALING;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeInt(index);
    toServer.write(out);
    toClient.write(out);
  }

  static Sealing read(ByteBuf in) {
    return new Sealing(Wire.readInt(in), SealingKey.read(in), SealingKey.read(in));
  }
}
