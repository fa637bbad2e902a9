package org.spinngate.server.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.order.Barred;

/**
 * Who is refused, as JSON. The names of the fields are a public contract, described in {@code
 * docs/control-json.md}: they are added to and never renamed.
 */
public final class BanJson {
  private BanJson() {}

  /**
   * An array of the rows, one a line; if there are more than people read, the last says how many.
   */
  public static String text(List<Barred> rows, Instant now) {
    return Json.lines(objects(rows, now));
  }

  /** The same, for {@link Json}. */
  public static List<Map<String, @Nullable Object>> objects(List<Barred> rows, Instant now) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    rows.stream().limit(BanTable.MOST).map(row -> object(row, now)).forEach(objects::add);
    int more = rows.size() - BanTable.MOST;
    if (more > 0) {
      Map<String, @Nullable Object> last = new LinkedHashMap<>();
      last.put("more", more);
      objects.add(last);
    }
    return objects;
  }

  private static Map<String, @Nullable Object> object(Barred row, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", row.kind().label());
    fields.put("address", row.who().address().orElse(null));
    fields.put("user", row.who().user().orElse(null));
    fields.put("board", row.board().orElse(null));
    fields.put("why", row.why());
    fields.put("until", row.left().map(left -> until(left, now)).orElse(null));
    fields.put("secondsLeft", row.left().map(Duration::toSeconds).orElse(null));
    fields.put("gateway", row.gateway().orElse(null));
    return fields;
  }

  private static String until(Duration left, Instant now) {
    return now.plus(left).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
