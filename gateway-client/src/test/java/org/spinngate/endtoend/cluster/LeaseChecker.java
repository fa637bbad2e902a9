package org.spinngate.endtoend.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges what boards and users have seen of several gateways, when all is over.
 *
 * <pre>
 *  terms of a board      1 gw0 ─────▶ 2 gw2 ─────▶ 3 gw0 ─────▶
 *  what its port got     gw0 gw0 gw0 gw2 gw2 │ gw0          a datagram belongs to the present term, or to a
 *                                        over 2             later one; never to one before, nor to one that was over
 * </pre>
 *
 * <p>No clock of one process is compared with another's: the order is that of the port's own queue.
 */
final class LeaseChecker {
  private LeaseChecker() {}

  /**
   * Datagrams that came outside of their senders' terms.
   *
   * @param terms of the board, in order
   * @param sights of one of its ports, in order
   * @return a sentence for each
   */
  static List<String> strayDatagrams(List<HomeTerm> terms, List<BoardSight> sights) {
    List<String> strays = new ArrayList<>();
    int present = 0;
    for (BoardSight sight : sights) {
      if (sight instanceof BoardSight.TermOver over) {
        present = Math.max(present, after(terms, over.number()));
      } else {
        BoardSight.Datagram datagram = (BoardSight.Datagram) sight;
        int own = next(terms, present, datagram.gateway());
        if (own == terms.size()) {
          strays.add(datagram + " came when " + words(terms, present));
        } else if (datagram.millis() < terms.get(own).sinceMillis()) {
          strays.add(datagram + " came before its " + terms.get(own));
        } else {
          present = own;
        }
      }
    }
    return strays;
  }

  /** The place of the first term after one. */
  private static int after(List<HomeTerm> terms, long number) {
    return (int) terms.stream().filter(term -> term.number() <= number).count();
  }

  private static int next(List<HomeTerm> terms, int from, String gateway) {
    int place = from;
    while (place < terms.size() && !terms.get(place).gateway().equals(gateway)) {
      place++;
    }
    return place;
  }

  private static String words(List<HomeTerm> terms, int present) {
    return present < terms.size()
        ? "at least " + terms.get(present) + " had begun, or the one" + " before was over"
        : "all terms were over: " + terms;
  }

  /**
   * Boards that two sessions had at one time. A session surely has its board from when its first
   * proof was there until its last was asked for.
   *
   * @param proofs of boards that are used by one at a time
   * @return a sentence for each
   */
  static List<String> doubleHolders(List<HoldingProof> proofs) {
    List<String> faults = new ArrayList<>();
    proofs.stream()
        .collect(Collectors.groupingBy(HoldingProof::board, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(ofBoard -> compare(spans(ofBoard), faults));
    return faults;
  }

  private record Span(String board, String session, long from, long to) {
    boolean overlaps(Span other) {
      return from < to && other.from < other.to && from < other.to && other.from < to;
    }
  }

  private static List<Span> spans(List<HoldingProof> ofBoard) {
    Map<String, List<HoldingProof>> bySession =
        ofBoard.stream()
            .collect(
                Collectors.groupingBy(HoldingProof::session, TreeMap::new, Collectors.toList()));
    List<Span> spans = new ArrayList<>();
    bySession.forEach(
        (session, own) ->
            spans.add(
                new Span(
                    own.get(0).board(),
                    session,
                    own.stream().mapToLong(HoldingProof::gotNanos).min().orElseThrow(),
                    own.stream().mapToLong(HoldingProof::askedNanos).max().orElseThrow())));
    return spans;
  }

  private static void compare(List<Span> spans, List<String> faults) {
    for (int i = 0; i < spans.size(); i++) {
      for (int j = i + 1; j < spans.size(); j++) {
        if (spans.get(i).overlaps(spans.get(j))) {
          faults.add(spans.get(i) + " and " + spans.get(j));
        }
      }
    }
  }
}
