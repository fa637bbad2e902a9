package org.spinngate.endtoend;

/** What a server's metrics say. */
final class Series {
  private Series() {}

  /** How often something has happened, by the metric and its one label. */
  static long count(Facility facility, String metric, String label, String value) {
    String series = "%s{%s=\"%s\"} ".formatted(metric, label, value);
    return facility
        .server()
        .metrics()
        .expose("text/plain")
        .text()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length())))
        .sum();
  }
}
