package org.spinngate.endtoend.tools;

import java.util.Arrays;
import java.util.function.Predicate;
import org.spinngate.server.testing.ScpMessage;

/** One request of a tool, and the answer that the tool has believed. */
final class Question {
  private final byte[] request;
  private final Predicate<byte[]> right;
  private int sends;
  private byte[] reply = new byte[0];

  private Question(byte[] request, Predicate<byte[]> right) {
    this.request = request;
    this.right = right;
  }

  /** A question whose answer is not known beforehand. */
  static Question of(byte[] request) {
    return new Question(request, body -> true);
  }

  /** A read of what is known. */
  static Question expecting(byte[] content, byte[] request) {
    return new Question(request, body -> Arrays.equals(body, content));
  }

  byte[] request() {
    return request;
  }

  int sequence() {
    return ScpMessage.sequence(request);
  }

  int sends() {
    return sends;
  }

  void sent() {
    sends++;
  }

  /** Takes this answer for the right one. */
  void believe(byte[] answer) {
    reply = answer;
  }

  /** What follows return code and sequence number in the answer. */
  byte[] body() {
    return reply.length <= ScpMessage.BODY
        ? new byte[0]
        : Arrays.copyOfRange(reply, ScpMessage.BODY, reply.length);
  }

  boolean isRight() {
    return ScpMessage.sequence(reply) == sequence() && right.test(body());
  }
}
