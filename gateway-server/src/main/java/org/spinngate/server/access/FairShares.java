package org.spinngate.server.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Some of what several have, so that none has less of it because others have much. */
final class FairShares {
  private FairShares() {}

  /**
   * Of each as many as fit if nobody has more than that, and more of others' shares that are not
   * needed; always the same ones.
   *
   * @param most of all together; if there are more than that who have something, of each one
   */
  static <K> Map<K, List<String>> of(Map<K, List<String>> all, int most) {
    long each = each(all.values(), most);
    Map<K, List<String>> shares = new HashMap<>();
    all.forEach((who, has) -> shares.put(who, has.stream().sorted().limit(each).toList()));
    return shares;
  }

  private static long each(Collection<List<String>> all, int most) {
    long each = Math.max(1, most / Math.max(1, all.size()));
    while (each < most && sum(all, each + 1) <= most) {
      each++;
    }
    return each;
  }

  private static long sum(Collection<List<String>> all, long each) {
    return all.stream().mapToLong(has -> Math.min(has.size(), each)).sum();
  }
}
