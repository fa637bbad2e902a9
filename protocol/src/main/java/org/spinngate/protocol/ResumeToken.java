package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.security.SecureRandom;

/**
 * The secret that proves whose session it is: 16 random bytes, drawn by the server and told to the
 * client inside TLS. Only worth something together with the login of the session's user.
 *
 * @param high the first eight bytes
 * @param low the other eight
 */
public record ResumeToken(long high, long low) {
  /** A fresh one. */
  public static ResumeToken random(SecureRandom random) {
    return new ResumeToken(random.nextLong(), random.nextLong());
  }

  /** Whether it is the same, in a time that says nothing about the difference. */
  public boolean matches(ResumeToken other) {
    return ((high ^ other.high) | (low ^ other.low)) == 0;
  }

  /** The 16 bytes as 32 hexadecimal digits, for those who keep only a hash of them. */
  public String secret() {
    return String.format("%016x%016x", high, low);
  }

  /** Keeps the secret out of every log. */
  @Override
  public String toString() {
    return "ResumeToken[secret]";
  }

  void write(ByteBuf out) {
    out.writeLong(high);
    out.writeLong(low);
  }

  static ResumeToken read(ByteBuf in) {
    return new ResumeToken(Wire.readLong(in), Wire.readLong(in));
  }
}
