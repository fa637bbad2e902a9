package org.spinngate.endtoend.tools;

import java.util.BitSet;
import org.spinngate.server.testing.ScpMessage;

/** Counts what happens during one operation, with what was asked before in mind. */
final class Tally {
  private static final int SEQUENCES = 1 << 16;

  private final BitSet asked = new BitSet(SEQUENCES);
  private long requests;
  private long retries;
  private long repeated;
  private int mostSends;
  private long wrongAnswers;
  private long duplicates;
  private long strays;

  /** Begins another operation. */
  void reset() {
    requests = 0;
    retries = 0;
    repeated = 0;
    mostSends = 0;
    wrongAnswers = 0;
    duplicates = 0;
    strays = 0;
  }

  void sent(Question question) {
    question.sent();
    asked.set(question.sequence());
    requests++;
    retries += question.sends() > 1 ? 1 : 0;
    repeated += question.sends() == 2 ? 1 : 0;
    mostSends = Math.max(mostSends, question.sends());
  }

  void believed(Question question, byte[] answer) {
    question.believe(answer);
    if (!question.isRight()) {
      wrongAnswers++;
    }
    if (ScpMessage.sequence(answer) != question.sequence()) {
      unwanted(answer);
    }
  }

  /** An answer that nobody waits for. */
  void unwanted(byte[] answer) {
    if (answer.length >= ScpMessage.BODY && asked.get(ScpMessage.sequence(answer))) {
      duplicates++;
    } else {
      strays++;
    }
  }

  /** What another socket of the same tool has seen. */
  void add(Tally other) {
    requests += other.requests;
    retries += other.retries;
    repeated += other.repeated;
    mostSends = Math.max(mostSends, other.mostSends);
    wrongAnswers += other.wrongAnswers;
    duplicates += other.duplicates;
    strays += other.strays;
  }

  ToolCounts counts() {
    return new ToolCounts(requests, retries, repeated, mostSends, wrongAnswers, duplicates, strays);
  }
}
