package org.spinngate.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.admission.FakeFacility;
import org.spinngate.server.usage.Traffic;

/** The page in a real browser. */
class PageTest {
  private static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\">";
  private static final Traffic.Snapshot NOTHING = new Traffic.Snapshot(0, 0, 0, 0, Map.of());

  @TempDir Path folder;

  private static String address(StatusServer server) {
    return "http://127.0.0.1:" + server.addresses().get(0).getPort() + "/";
  }

  private Browser.Seen see(MadeUp facility) throws Exception {
    Browser browser = Browser.orSkip(folder);
    try (StatusServer server = facility.serve()) {
      return browser.open(address(server));
    }
  }

  @Test
  void showsBoardsStatesAndSessions() throws Exception {
    MadeUp facility =
        new MadeUp(
            List.of(
                MadeUp.board("spin5-01", "in-use", Optional.of("alice"), "rack 1"),
                MadeUp.board("spin5-02", "unreachable", Optional.empty(), "rack 2"),
                MadeUp.board("spin5-03", "booted", Optional.empty(), "rack 3")),
            List.of(
                MadeUp.session(
                    "7f3a91c2",
                    "alice",
                    "spin5-01",
                    new Traffic.Snapshot(18_200, 4_600_000, 9, 90, Map.of()))));

    Browser.Seen seen = see(facility);

    assertThat(seen.dom())
        .contains("✔ ready", "1 of 3")
        .contains("spin5-01", "alice", "rack 1", ">in use<")
        .contains("spin5-02", ">unreachable<", "no answer since 14:03:10 UTC, no hello heard")
        .contains("spin5-03", ">booted SC&amp;MP 4.0.0<")
        .contains(">7f3a91c2<", ">18.2k / 4.6MB<")
        .contains("<polyline");
    assertThat(seen.console()).doesNotContain("CONSOLE").doesNotContain("Content Security Policy");
  }

  @Test
  void ofSeveralGatewaysItShowsWhichHasASessionAndThoseOfTheOthers() throws Exception {
    MadeUp facility =
        new MadeUp(
                List.of(
                    MadeUp.board("spin5-01", "in-use", Optional.of("alice"), "rack 1"),
                    MadeUp.board("spin5-03", "booted", Optional.empty(), "rack 3")),
                List.of(MadeUp.session("7f3a91c2", "alice", "spin5-01", NOTHING)))
            .oneOf(new FakeFacility());

    Browser.Seen seen = see(facility);

    assertThat(seen.dom())
        .contains(">gateway<", ">7f3a91c2<", ">gw1<", ">64a41828<", ">gw2<")
        .contains(">bob · at gw2<", "2 of 2")
        .doesNotContain("undefined", "NaN");
    assertThat(seen.console()).doesNotContain("CONSOLE");
  }

  @Test
  void whatAStrangerCallsHimselfIsTextAndNothingElse() throws Exception {
    MadeUp facility =
        new MadeUp(
            List.of(MadeUp.board("spin5-01", "in-use", Optional.of(HOSTILE), HOSTILE)),
            List.of(MadeUp.session("7f3a91c2", HOSTILE, "spin5-01", NOTHING)));

    Browser.Seen seen = see(facility);

    assertThat(seen.dom())
        .contains("&lt;img src=x onerror=")
        .doesNotContain("<img")
        .contains("<title>SpiNNaker Gateway</title>");
    assertThat(seen.console()).doesNotContain("CONSOLE");
  }

  @Test
  void saysWhatIsMissingWhenTheGatewayIsNotReady() throws Exception {
    Browser.Seen seen = see(MadeUp.facility(3).notReady());

    assertThat(seen.dom()).contains("✖ not ready").contains("datagrams: no way to the boards");
  }

  @Test
  void ofVeryManySessionsTwoHundredAreShown() throws Exception {
    Browser.Seen seen = see(MadeUp.facility(1200));

    assertThat(seen.dom()).contains("showing 200 of 800").contains(">1200<");
    assertThat(seen.dom().split("<tr>", -1)).hasSizeBetween(200, 203);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 60, 1200})
  void framesThatAreBeingSwitchedAreShownAtEverySize(int boards) throws Exception {
    Browser.Seen seen = see(MadeUp.powering(boards));

    assertThat(seen.dom())
        .contains("power-cycling spin5-00-00", ">off<", ">failed<")
        .contains("BMP 192.168.240.0:17893: it does not answer");
    assertThat(seen.console()).doesNotContain("CONSOLE");
  }

  /** For people to look at: {@code -Dscreenshots=FOLDER}. */
  @ParameterizedTest
  @CsvSource({
    "3,false,'1280,800'",
    "60,false,'1280,1100'",
    "60,true,'1280,1100'",
    "1200,false,'1600,1500'",
    "1200,true,'1600,1500'",
    "60,false,'500,1100'"
  })
  void photographs(int boards, boolean dark, String size) throws Exception {
    String wanted = System.getProperty("screenshots", "");
    assumeTrue(!wanted.isEmpty(), "-Dscreenshots=FOLDER makes pictures of the page");
    Browser browser = Browser.orSkip(folder);
    Path picture = Path.of(wanted).resolve(boards + (dark ? "-dark-" : "-light-") + size + ".png");

    try (StatusServer server = MadeUp.facility(boards).serve()) {
      browser.photograph(address(server), picture, size, dark);
    }

    assertThat(Files.size(picture)).isPositive();
  }
}
