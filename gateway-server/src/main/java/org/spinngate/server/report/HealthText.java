package org.spinngate.server.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.health.HealthCheck;

/** Writes a health report for people and, with names that are a public contract, for programs. */
public final class HealthText {
  private static final List<String> HEADER = List.of("CHECK", "OK", "DETAIL");

  private HealthText() {}

  /** A line that says it all, and one for each check. */
  public static String format(HealthReport health) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    for (HealthCheck check : health.checks()) {
      lines.add(List.of(check.name(), check.ok() ? "yes" : "NO", check.detail()));
    }
    return summary(health) + "\n" + FixedWidth.of(lines, Set.of());
  }

  private static String summary(HealthReport health) {
    if (!health.live()) {
      return "not live: restart the gateway";
    }
    return health.ready() ? "live and ready" : "live, but NOT ready";
  }

  /** One object on one line. */
  public static String json(HealthReport health) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("live", health.live());
    fields.put("ready", health.ready());
    fields.put("checks", health.checks().stream().map(HealthText::check).toList());
    return Json.of(fields);
  }

  private static Map<String, @Nullable Object> check(HealthCheck check) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", check.name());
    fields.put("ok", check.ok());
    fields.put("detail", check.detail());
    return fields;
  }
}
