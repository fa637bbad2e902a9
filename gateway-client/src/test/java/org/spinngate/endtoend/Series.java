package org.spinngate.endtoend;

/** What a server's metrics say. */
final class Series {
  private Series() {}

  /** How often something has happened, by the metric and its one label. */
  static long count(Facility facility, String metric, String label, String value) {
    return sum(facility, "%s{%s=\"%s\"} ".formatted(metric, label, value));
  }

  /** The numbers of all lines that begin like this. */
  static long sum(Facility facility, String series) {
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
