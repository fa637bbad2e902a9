package org.spinngate.client.command;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.bench.Load;
import org.spinngate.client.bench.Schedule;
import org.spinngate.client.bench.Target;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.SettingsException;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Service;
import picocli.CommandLine.Option;

/** What and how long to measure. */
final class BenchOptions {
  @Option(
      names = "--direct",
      paramLabel = "HOST[:PORT]",
      description = "Where the same board answers SCP without a gateway, to compare with.")
  private @Nullable String direct;

  @Option(
      names = "--apps",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many applications ask, each with a socket of its own; 1 unless given.")
  private int applications;

  @Option(
      names = "--window",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many reads each of them keeps outstanding; 8 unless given.")
  private int window;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      defaultValue = "256",
      description = "What each read asks for, 1 to 256; 256 unless given.")
  private int bytes;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "How long each round takes; 5 unless given.")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "15",
      description =
          "The time before the first round of each path that does not count; 15 unless given.")
  private int warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many rounds; 5 unless given.")
  private int rounds;

  @Option(names = "--json", description = "The results as JSON.")
  boolean json;

  Load load() throws SettingsException {
    return orUsage(() -> new Load(applications, window, bytes));
  }

  Schedule schedule() throws SettingsException {
    return orUsage(
        () -> new Schedule(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), rounds));
  }

  /** The path without a gateway, if one is given. */
  Optional<Target> directPath() throws SettingsException {
    String text = direct;
    return text == null ? Optional.empty() : Optional.of(orUsage(() -> directPath(text)));
  }

  private static Target directPath(String text) {
    ServerAddress place = ServerAddress.parse(text, Service.SCP.standardPort());
    InetSocketAddress scp = new InetSocketAddress(place.host(), place.port());
    if (scp.isUnresolved()) {
      throw new IllegalArgumentException("--direct: there is no host " + place.host());
    }
    return new Target("direct", scp);
  }

  private static <T> T orUsage(Supplier<T> reading) throws SettingsException {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(ExitCode.USAGE, List.of(String.valueOf(e.getMessage())));
    }
  }
}
