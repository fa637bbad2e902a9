package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The wish to go on with a session whose connection was lost, or is suspected to be. If the session
 * is no more, it counts as the {@link Open} that it contains; a server that has restarted gives the
 * board to the holder of the token before it gives it to others.
 *
 * <pre>
 *  +-------------+---------+---------+----------+------------+
 *  | board       | wait    | session | token    | generation |
 *  | string, 64  | 4 bytes | 4 bytes | 16 bytes | 4 bytes    |      board and wait as in Open
 *  +-------------+---------+---------+----------+------------+
 * </pre>
 *
 * @param wish the board, and for how long to queue for it if the session is no more; its tail
 *     stands at the end
 * @param session the number in {@link Opened}
 * @param token the token in {@link Opened}
 * @param generation counts the connections of a session, from 1 for its second; the highest wins
 */
public record Resume(Open wish, int session, ResumeToken token, int generation)
    implements GrowingMessage {
  @Override
  public Extras extras() {
    return wish.extras();
  }

  @Override
  public Resume with(Extras other) {
    return new Resume(wish.with(other), session, token, generation);
  }

  @Override
  public MessageType type() {
    return MessageType.RESUME;
  }

  @Override
  public void writeFields(ByteBuf out) {
    wish.writeFields(out);
    out.writeInt(session);
    token.write(out);
    out.writeInt(generation);
  }

  static Resume read(ByteBuf in) {
    Open wish = Open.readFields(in);
    Resume resume = new Resume(wish, Wire.readInt(in), ResumeToken.read(in), Wire.readInt(in));
    if (resume.generation < 1) {
      throw new ProtocolViolation("resumption of generation " + resume.generation);
    }
    return resume.with(Extras.read(in));
  }
}
