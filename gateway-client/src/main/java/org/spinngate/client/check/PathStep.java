package org.spinngate.client.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.path.PathSnapshot;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.ResendCounts;

/** What was measured of the way, and what that means. */
final class PathStep {
  /** What ybug waits for an answer during a boot (domain: ybug's sequence hole). */
  static final Duration FAR = Duration.ofMillis(100);

  /** Of fewer packets nobody can tell how many in a hundred are lost. */
  private static final int ENOUGH = 50;

  private static final int LOSSY_PER_MILLION = 10_000;
  private static final double PER_MILLION_OF_PERCENT = 10_000;

  /** Of an Ethernet. */
  private static final int USUAL_PACKET = 1_500;

  /** What our packets need, headers of IP and UDP included (docs/protocol-packets.md). */
  private static final int NEEDED_PACKET = 1_280;

  private final PathMeasures path;
  private final CarrierWish wish;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();

  PathStep(PathMeasures path, CarrierWish wish) {
    this.path = path;
    this.wish = wish;
  }

  /** What a session has measured, besides what is known of the stream. */
  static PathMeasures joined(PathMeasures stream, PathSnapshot way, VersionAnswers answers) {
    boolean packets = way.carrier() == Carrier.UDP;
    return new PathMeasures(
        Optional.of(way.carrier()),
        stream.stream(),
        packets ? way.roundTrip() : Optional.empty(),
        answers.roundTrip(),
        answers.asked() < ENOUGH ? OptionalInt.empty() : way.lossPerMillion(),
        packets ? Optional.of(way.resends()) : Optional.empty(),
        stream.largestPacket(),
        way.packetBytes());
  }

  Finding find() {
    if (wish == CarrierWish.UDP && path.carrier().equals(Optional.of(Carrier.TCP))) {
      return Finding.bad(
          Step.PATH,
          ExitCode.UNREACHABLE,
          "UDP does not pass, and --transport udp lets nothing else carry SCP",
          "leave --transport out: SCP goes by TCP where UDP does not pass");
    }
    packets();
    loss();
    distance();
    length();
    if (remarks.isEmpty()) {
      return Finding.good(Step.PATH, facts());
    }
    advice.add(facts());
    return Finding.remark(Step.PATH, String.join("; ", remarks), String.join("\n", advice));
  }

  private void packets() {
    if (wish != CarrierWish.TCP && path.carrier().equals(Optional.of(Carrier.TCP))) {
      remarks.add("UDP does not pass, so SCP goes by TCP");
      advice.add(
          "a firewall between may block UDP in one direction or both, or the server offers none; it"
              + " works without, but slower where the line loses packets");
    }
  }

  private void loss() {
    if (path.lossPerMillion().orElse(0) >= LOSSY_PER_MILLION) {
      remarks.add(loss(path.lossPerMillion().getAsInt()) + " of the packets are lost");
      advice.add(
          "the gateway sends lost packets again before the tools notice most of them; look for a"
              + " better line (a cable in place of Wi-Fi)");
    }
  }

  private void distance() {
    Optional<Duration> roundTrip = path.roundTrip().filter(time -> time.compareTo(FAR) > 0);
    if (roundTrip.isPresent()) {
      remarks.add("the round trip is " + Durations.words(roundTrip.get()));
      advice.add("tools that wait for each answer are slow; ybug's boot waits 100 ms and no more");
    }
  }

  private void length() {
    int largest = path.largestPacket().orElse(USUAL_PACKET);
    if (largest < USUAL_PACKET) {
      remarks.add("the largest packet is " + bytes(largest));
      advice.add(
          largest < NEEDED_PACKET
              ? "UDP packets of the gateway need 1,280 bytes and may be lost: use --transport tcp"
              : "a VPN or tunnel takes the rest; the gateway's packets fit into 1,280 bytes");
    }
  }

  /** Everything that was measured, and what was not. */
  private String facts() {
    List<String> facts = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    time("round trip by TCP", path.stream(), facts, unknown);
    time("by UDP", path.packets(), facts, unknown);
    time("to the board", path.board(), facts, unknown);
    path.lossPerMillion()
        .ifPresentOrElse(loss -> facts.add("loss " + loss(loss)), () -> unknown.add("loss"));
    path.repairs().map(PathStep::repairs).ifPresent(facts::add);
    path.largestPacket()
        .ifPresentOrElse(
            largest -> facts.add("largest packet " + bytes(largest)),
            () -> unknown.add("largest packet"));
    path.carrier()
        .ifPresent(carrier -> facts.add("SCP goes by " + carrier.label() + packetWords()));
    String known = String.join(", ", facts);
    return unknown.isEmpty() ? known : known + "; not measured: " + String.join(", ", unknown);
  }

  private String packetWords() {
    OptionalInt longest = path.packetBytes();
    return longest.isPresent() ? " in packets of up to " + bytes(longest.getAsInt()) : "";
  }

  private static void time(
      String what, Optional<Duration> time, List<String> facts, List<String> unknown) {
    time.ifPresentOrElse(
        known -> facts.add(what + " " + Durations.words(known)), () -> unknown.add(what));
  }

  private static String loss(int perMillion) {
    return String.format(Locale.ROOT, "%.1f %%", perMillion / PER_MILLION_OF_PERCENT);
  }

  private static String repairs(ResendCounts counts) {
    return String.format(
        Locale.ROOT,
        "sent again %,d to the server and %,d from it",
        counts.resent(),
        counts.recovered());
  }

  private static String bytes(int count) {
    return String.format(Locale.ROOT, "%,d bytes", count);
  }
}
