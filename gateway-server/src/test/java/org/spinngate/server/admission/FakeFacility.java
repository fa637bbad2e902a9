package org.spinngate.server.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Two gateways, of which the other one has stopped beating and has a session. */
public final class FakeFacility implements Facility {
  /** When the other one's session began. */
  public static final Instant SINCE = Instant.parse("2026-01-02T15:58:59Z");

  private boolean sure = true;
  private boolean reached = true;
  private boolean beats = true;
  private List<String> differs = List.of();

  /** It may speak to boards no more. */
  public void pauses() {
    sure = false;
  }

  /** The thread of its beats is stuck. */
  public void isStuck() {
    beats = false;
  }

  /** The engine is out of reach. */
  public void losesEngine() {
    reached = false;
  }

  @Override
  public String name() {
    return "gw1";
  }

  @Override
  public boolean maySpeak() {
    return sure;
  }

  @Override
  public Duration safeFor() {
    return sure ? Duration.ofMillis(14_250) : Duration.ZERO;
  }

  @Override
  public boolean beats(Duration late) {
    return beats;
  }

  @Override
  public boolean engineReached() {
    return reached;
  }

  @Override
  public long fenced() {
    return 2;
  }

  @Override
  public List<GatewayRow> rows() {
    return List.of(
        row("gw1", true, List.of(), new GatewayRow.Heard(sure, Optional.empty()), List.of()),
        row(
            "gw2",
            false,
            List.of("spin5-03"),
            new GatewayRow.Heard(false, Optional.of(Duration.ofMillis(12_300))),
            differs));
  }

  /** The other one has these parts of its configuration otherwise. */
  public void differs(String... parts) {
    differs = List.of(parts);
  }

  private static GatewayRow row(
      String name, boolean own, List<String> boards, GatewayRow.Heard heard, List<String> differs) {
    return new GatewayRow(
        name + "-3f9a02c1",
        own,
        new GatewayRow.Said(name, name + ".example.org:17894", "up", "1.2"),
        boards,
        boards.size(),
        heard,
        differs);
  }

  @Override
  public List<FarSession> elsewhere() {
    return List.of(new FarSession("64a41828", "bob", "spin5-03", SINCE, "gw2"));
  }
}
