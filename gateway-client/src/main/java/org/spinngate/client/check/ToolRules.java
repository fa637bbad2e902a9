package org.spinngate.client.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.TagMode;

/**
 * Which tool would work with what was found (domain: what real clients do on the wire, effect of
 * latency, CMD_VER reply, patterns of live output).
 */
final class ToolRules {
  private static final Duration YBUG_AND_RIG_WAIT = Duration.ofMillis(500);
  private static final Duration SPINNMAN_WAITS = Duration.ofSeconds(1);
  private static final String NEEDED_BY_SPINNMAN = "SC&MP 4.";

  private final LocalSettings local;
  private final Duration roundTrip;
  private final Optional<String> software;
  private final Optional<TagMode> tags;

  private ToolRules(
      LocalSettings local, Duration roundTrip, Optional<String> software, Optional<TagMode> tags) {
    this.local = local;
    this.roundTrip = roundTrip;
    this.software = software;
    this.tags = tags;
  }

  /**
   * A verdict for each tool.
   *
   * @param findings of all steps
   * @param local where the tools look for the board
   * @param path what was measured
   * @param software what the board runs, if that is known
   * @param tags what its server does with IP tags that carry an address, if that is known
   */
  static List<Verdict> of(
      List<Finding> findings,
      LocalSettings local,
      PathMeasures path,
      Optional<String> software,
      Optional<TagMode> tags) {
    Optional<Finding> bad = findings.stream().filter(Finding::isBad).findFirst();
    if (bad.isPresent()) {
      return each(Verdict.Answer.NO, "see " + bad.get().step().label(), bad.get().exitCode());
    }
    if (path.roundTrip().isEmpty()) {
      return each(Verdict.Answer.UNKNOWN, "the round trip was not measured", ExitCode.FINE);
    }
    return new ToolRules(local, path.roundTrip().get(), software, tags).verdicts();
  }

  private static List<Verdict> each(Verdict.Answer answer, String why, ExitCode code) {
    List<Verdict> all = new ArrayList<>();
    for (Tool tool : Tool.values()) {
      all.add(new Verdict(tool, answer, why, code));
    }
    return all;
  }

  private List<Verdict> verdicts() {
    Verdict spinnman = spinnman();
    return List.of(ybug(), rig(), spinnman, live(spinnman));
  }

  private Verdict ybug() {
    if (!PortsStep.isUsual(local)) {
      return otherPorts(Tool.YBUG, Verdict.Answer.NO);
    }
    if (isBeyond(YBUG_AND_RIG_WAIT)) {
      return far(Tool.YBUG, Verdict.Answer.NO, "takes a late answer for that to its next question");
    }
    if (isBeyond(PathStep.FAR)) {
      return far(Tool.YBUG, Verdict.Answer.IN_PART, "waits 100 ms for each answer during boot");
    }
    return yes(Tool.YBUG, "");
  }

  private Verdict rig() {
    if (!PortsStep.isUsual(local)) {
      return new Verdict(
          Tool.RIG,
          Verdict.Answer.IN_PART,
          "its commands know no other ports than 17893 and 54321; its library does",
          ExitCode.CONFIGURATION);
    }
    return isBeyond(YBUG_AND_RIG_WAIT)
        ? far(Tool.RIG, Verdict.Answer.IN_PART, "asks everything twice, as it waits 0.5 s")
        : yes(Tool.RIG, "");
  }

  private Verdict spinnman() {
    if (!PortsStep.isUsual(local)) {
      return otherPorts(Tool.SPINNMAN, Verdict.Answer.NO);
    }
    if (software.isPresent() && isOlder(software.get())) {
      return new Verdict(
          Tool.SPINNMAN,
          Verdict.Answer.NO,
          "wants SC&MP 4, and the board runs "
              + software.get()
              + "; have the board power-cycled, and boot it with SpiNNMan",
          ExitCode.BOARD_BUSY);
    }
    if (isBeyond(SPINNMAN_WAITS)) {
      return far(Tool.SPINNMAN, Verdict.Answer.NO, "waits 1 s for an answer");
    }
    return yes(
        Tool.SPINNMAN,
        local.bind().equals(LocalSettings.LOOPBACK) && !local.asBoard()
            ? "with machine_name = localhost, not 127.0.0.1"
            : "");
  }

  private static boolean isOlder(String software) {
    return software.startsWith("SC&MP ") && !software.startsWith(NEEDED_BY_SPINNMAN);
  }

  private Verdict live(Verdict spinnman) {
    return spinnman.answer() == Verdict.Answer.YES
        ? yes(Tool.LIVE, tagsThatWork())
        : new Verdict(
            Tool.LIVE, spinnman.answer(), "it needs SpiNNMan; see there", spinnman.exitCode());
  }

  private String tagsThatWork() {
    String word = tags.map(mode -> mode.name().toLowerCase(Locale.ROOT)).orElse("unknown");
    String which =
        tags.equals(Optional.of(TagMode.TRANSLATE))
            ? "by tags with 'use sender', and by those with an address of this machine"
            : "by tags with 'use sender', as sPyNNaker's live connections set them";
    return which + "; ip tags: " + word;
  }

  private boolean isBeyond(Duration most) {
    return roundTrip.compareTo(most) > 0;
  }

  private Verdict far(Tool tool, Verdict.Answer answer, String what) {
    String time = Durations.words(roundTrip);
    return new Verdict(
        tool, answer, "the round trip is " + time + ", and it " + what, ExitCode.UNREACHABLE);
  }

  private static Verdict otherPorts(Tool tool, Verdict.Answer answer) {
    return new Verdict(
        tool, answer, "it knows no other ports than 17893 and 54321", ExitCode.CONFIGURATION);
  }

  private static Verdict yes(Tool tool, String why) {
    return new Verdict(tool, Verdict.Answer.YES, why, ExitCode.FINE);
  }
}
