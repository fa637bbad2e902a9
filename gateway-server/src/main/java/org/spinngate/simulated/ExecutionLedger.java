package org.spinngate.simulated;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each request was executed: SC&amp;MP knows no duplicates, so a retransmission that the
 * gateway could have answered shows here. Requests are the same when source port, sequence number
 * and bytes are; the last {@value #CAPACITY} are remembered. Event loop only.
 */
final class ExecutionLedger {
  /** Below 65,536, so that sequence numbers of a busy application do not come round. */
  static final int CAPACITY = 16384;

  private final Map<Long, Integer> executions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
          return size() > CAPACITY;
        }
      };
  private int most;
  private long repeated;

  void executed(int sourcePort, int sequence, int hash) {
    long request = (long) sourcePort << 48 | (long) sequence << 32 | (hash & 0xFFFFFFFFL);
    int times = executions.merge(request, 1, Integer::sum);
    most = Math.max(most, times);
    repeated += times == 2 ? 1 : 0;
  }

  /** The executions of the request that was executed most often. */
  int most() {
    return most;
  }

  /** How many different requests were executed more than once. */
  long repeated() {
    return repeated;
  }
}
