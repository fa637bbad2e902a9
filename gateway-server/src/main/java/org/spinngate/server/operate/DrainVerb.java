package org.spinngate.server.operate;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spinngate.server.report.Json;

/** Lets nobody new in and ends the server when all have gone, or at a deadline. */
final class DrainVerb implements Verb {
  private static final String USUAL = "30m";
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Map<String, Duration> UNITS =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

  private final Operations.Drain drain;

  DrainVerb(Operations.Drain drain) {
    this.drain = drain;
  }

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public Set<String> options() {
    return Set.of(Arguments.DEADLINE);
  }

  @Override
  public boolean changes() {
    return true;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.requireNoOperand();
    String text = arguments.options().getOrDefault(Arguments.DEADLINE, USUAL);
    Duration deadline = duration(text);
    Consumer<String> tell =
        arguments.json() ? line -> progress.accept(Json.of(Map.of("progress", line))) : progress;
    tell.accept("draining: no new sessions; those that are left end after " + text);
    drain.drain(deadline, tell);
    return VerbAnswer.done(arguments, "drained; the server ends now", Map.of("drained", true));
  }

  private static Duration duration(String text) throws VerbRefusal {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
      Duration duration = unit.multipliedBy(Long.parseLong(matcher.group(1)));
      if (duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    }
    throw VerbRefusal.usage(
        "'" + text + "' is no deadline; write a number and s, m or h, at most 7 days");
  }
}
