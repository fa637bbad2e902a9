package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker on histories that were made up. */
class LeaseCheckerTest {
  private static final List<HomeTerm> TERMS =
      List.of(
          new HomeTerm(1, "gw0", 100), new HomeTerm(2, "gw1", 200), new HomeTerm(4, "gw0", 400));

  /** A word is a gateway and the time of its datagram, or the term that is over. */
  private static List<String> strays(String... words) {
    return LeaseChecker.strayDatagrams(
        TERMS, Stream.of(words).map(LeaseCheckerTest::sight).toList());
  }

  private static BoardSight sight(String word) {
    int at = word.indexOf('@');
    return at > 0
        ? new BoardSight.Datagram(
            word.substring(0, at), 5000, Long.parseLong(word.substring(at + 1)))
        : new BoardSight.TermOver(Long.parseLong(word));
  }

  private static HoldingProof proof(String session, long asked, long got) {
    return new HoldingProof("b0", session, asked, got);
  }

  @Test
  void eachGatewayInItsTermsIsWell() {
    assertThat(strays("gw0@100", "gw0@150", "1", "gw1@200", "gw1@300", "2", "gw0@400")).isEmpty();
  }

  @Test
  void aTermInWhichNothingCameIsWell() {
    assertThat(strays("gw0@150", "1", "2", "gw0@400")).isEmpty();
    assertThat(strays("1", "2", "4")).isEmpty();
  }

  @Test
  void whatCameLateThoughNobodyElseHadSpokenYetIsWell() {
    assertThat(strays("gw0@150", "gw0@390", "1", "gw1@395")).isEmpty();
  }

  @Test
  void anOldHomeAfterTheFirstDatagramOfTheNewOneIsFound() {
    assertThat(strays("gw0@150", "gw1@250", "gw0@260", "gw1@270")).hasSize(1);
  }

  @Test
  void anOldHomeAfterItsTermWasOverIsFoundThoughNobodyElseSpoke() {
    assertThat(strays("gw0@150", "1", "gw0@160")).hasSize(1);
    assertThat(strays("gw0@150", "1", "gw1@250", "2", "gw1@260")).hasSize(1);
  }

  @Test
  void aNewHomeBeforeItsTermIsFound() {
    assertThat(strays("gw0@150", "gw1@199")).hasSize(1);
    assertThat(strays("gw0@99")).hasSize(1);
  }

  @Test
  void whoNeverWasHomeIsFoundEachTime() {
    assertThat(strays("gw2@150", "gw0@150", "gw2@160")).hasSize(2);
    assertThat(strays("/127.0.0.1@150")).hasSize(1);
  }

  @Test
  void whatComesAfterTheLastTermIsFound() {
    assertThat(strays("gw0@400", "4", "gw0@410", "gw1@410")).hasSize(2);
  }

  @Test
  void anOldHomeIsNotTakenForItsOwnNextTerm() {
    assertThat(strays("gw1@250", "gw0@260", "gw1@270")).hasSize(1);
    assertThat(strays("gw1@250", "gw0@450", "gw1@460")).hasSize(1);
  }

  @Test
  void whoHasABoardOneAfterTheOtherIsWell() {
    assertThat(
            LeaseChecker.doubleHolders(
                List.of(proof("1", 0, 10), proof("1", 80, 90), proof("2", 85, 95))))
        .isEmpty();
  }

  @Test
  void whoAskedWhileAnotherHadItAndGotItAfterwardsIsWell() {
    assertThat(
            LeaseChecker.doubleHolders(
                List.of(proof("1", 0, 10), proof("2", 5, 95), proof("1", 80, 99))))
        .isEmpty();
  }

  @Test
  void twoWhoHaveABoardAtOneTimeAreFound() {
    assertThat(
            LeaseChecker.doubleHolders(
                List.of(
                    proof("1", 0, 10), proof("2", 20, 30), proof("1", 80, 90), proof("2", 85, 95))))
        .hasSize(1);
  }

  @Test
  void otherBoardsDoNotMatter() {
    assertThat(
            LeaseChecker.doubleHolders(
                List.of(
                    proof("1", 0, 10),
                    new HoldingProof("b1", "2", 20, 30),
                    proof("1", 80, 90),
                    new HoldingProof("b1", "2", 85, 95))))
        .isEmpty();
  }
}
