package org.spinngate.server.cluster.record;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What the ledger has of a board.
 *
 * <pre>
 *  home=gw1-3f9a02c1    empty: nobody
 *  term=17              one more at each change of home
 *  tags=1060 2060       for how many milliseconds the board may hold reply tags for its last home,
 *                       from when that let it go
 * </pre>
 *
 * @param home the gateway that serves it, perhaps one that is gone
 * @param term says which of two homes is the later one; in the log
 * @param tags of requests that were not answered; none if there is a home
 */
public record HomeRecord(String home, long term, List<Integer> tags) {
  private static final String HOME = "home";
  private static final String TERM = "term";
  private static final String TAGS = "tags";

  /** Copies the list. */
  public HomeRecord {
    tags = List.copyOf(tags);
  }

  /** One of a board that holds no tags. */
  public HomeRecord(String home, long term) {
    this(home, term, List.of());
  }

  /** Reads one. */
  public static HomeRecord of(LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    List<Integer> tags =
        Arrays.stream(fields.text(TAGS).orElse("").split(" "))
            .filter(word -> word.matches("\\d{1,5}"))
            .map(Integer::valueOf)
            .toList();
    return new HomeRecord(fields.text(HOME).orElse(""), fields.number(TERM).orElse(0L), tags);
  }

  /** The same board with its next home. */
  public HomeRecord next(String gateway) {
    return new HomeRecord(gateway, term + 1);
  }

  /** The same board without a home, while it may hold these tags. */
  public HomeRecord nobodys(List<Integer> held) {
    return new HomeRecord("", term, held);
  }

  /** As it stands in the ledger. */
  public String text() {
    Fields fields = Fields.with(HOME, home).and(TERM, term);
    String words = tags.stream().map(String::valueOf).collect(Collectors.joining(" "));
    return (words.isEmpty() ? fields : fields.and(TAGS, words)).text();
  }
}
