package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has a board. Part of other messages:
 *
 * <pre>
 *  +---------+             +-------------+--------------------+--------------+
 *  | present | if 1, then  | user        | since              | idle         |
 *  | flag    |             | string, 64  | 8 bytes, Unix s    | 4 bytes, s   |
 *  +---------+             +-------------+--------------------+--------------+
 * </pre>
 *
 * @param user the holder's name
 * @param since when the session began, to the second
 * @param idle for how long no datagram has passed, to the second
 */
public record Holder(String user, Instant since, Duration idle) {
  private static final long LATEST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  static void write(ByteBuf out, Optional<Holder> holder) {
    Wire.writeFlag(out, holder.isPresent());
    holder.ifPresent(
        present -> {
          Wire.writeString(out, present.user, Hello.MAX_USER);
          out.writeLong(present.since.getEpochSecond());
          out.writeInt((int) Math.min(Integer.MAX_VALUE, present.idle.toSeconds()));
        });
  }

  static Optional<Holder> read(ByteBuf in) {
    if (!Wire.readFlag(in)) {
      return Optional.empty();
    }
    String user = Wire.readString(in, Hello.MAX_USER);
    long since = Wire.readLong(in);
    int idle = Wire.readInt(in);
    if (since < 0 || since > LATEST_SECOND || idle < 0) {
      throw new ProtocolViolation("holder with impossible times");
    }
    return Optional.of(new Holder(user, Instant.ofEpochSecond(since), Duration.ofSeconds(idle)));
  }
}
