package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ExitCode;

/** A facility with several gateways, whose calls the test conducts. */
class FacilityCallTest extends FacilityBench {
  @Test
  void gatewaysAreTriedInOrderUntilOneServes() {
    start();
    end(REFUSED);
    end(STOPPING);
    present.connected();
    call.served();

    assertThat(dialled).containsExactly("a", "b", "c");
    assertThat(passedOver).containsExactly("a", "b");
    assertThat(endings).isEmpty();

    end(Ending.of(CloseCause.LOST));
    assertThat(onlyEnding()).as("what was had is lost").isEqualTo(Ending.of(CloseCause.LOST));
    assertThat(dialled).hasSize(3);
  }

  @Test
  void theOneThatServedIsTheFirstNextTimeAndThenTheOthersInOrder() {
    start();
    end(REFUSED);
    call.served();

    start();
    end(REFUSED);
    end(REFUSED);
    end(REFUSED);

    assertThat(dialled).containsExactly("b", "a", "c");
  }

  @Test
  void aGatewayThatHasSaidThatItStopsIsAskedAfterAllOthersUntilAnotherServes() {
    start();
    call.served();
    end(STOPPING);

    start();
    end(REFUSED);
    end(REFUSED);
    end(REFUSED);
    assertThat(dialled).containsExactly("b", "c", "a");

    start();
    call.served();
    end(Ending.of(CloseCause.LOST));
    start();
    end(REFUSED);
    end(REFUSED);
    end(REFUSED);
    assertThat(dialled).containsExactly("b", "a", "c");
  }

  @Test
  void onlyWhenAllHaveFailedItIsOverAndOneLineSaysWhy() {
    start();
    end(REFUSED);
    end(new Ending.Unreachable("it says nothing", "no answer within 5 s"));
    assertThat(endings).isEmpty();
    end(Ending.of(CloseCause.LOST));

    assertThat(onlyEnding().exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(onlyEnding().temporary()).isTrue();
    assertThat(onlyEnding().text())
        .isEqualTo(
            "no gateway can be reached (a:17894: connection refused; b:17894: no answer within 5 s;"
                + " c:17894: connection closed); check hosts and ports, and the network");
  }

  @Test
  void theWordOfAGatewayTellsMoreThanThatAnotherIsNotThere() {
    start();
    end(REFUSED);
    end(Ending.of(CloseCause.NO_QUORUM));
    end(REFUSED);

    assertThat(((Ending.Caused) onlyEnding()).cause()).isEqualTo(CloseCause.NO_QUORUM);
    assertThat(onlyEnding().text())
        .isEqualTo(
            "the gateways cannot agree at present who has a board (a:17894: connection refused;"
                + " b:17894: the gateways cannot agree at present who has a board;"
                + " c:17894: connection refused)");
  }

  @Test
  void aFinalRefusalEndsTheCallInItsOwnWords() {
    Ending wrong = Ending.of(CloseCause.LOGIN_REFUSED);
    start();
    end(REFUSED);
    end(wrong);

    assertThat(onlyEnding()).isSameAs(wrong);
    assertThat(dialled).containsExactly("a", "b");
  }

  @Test
  void aStrangerIsPassedOverAndNeverInSilence() {
    start();
    end(WRONG_KEY);
    present.connected();
    assertThat(warnings)
        .containsExactly("a:17894 is not used but b:17894, since it has another key");

    end(STOPPING);
    end(REFUSED);
    assertThat(onlyEnding().exitCode()).isEqualTo(ExitCode.IDENTITY_MISMATCH);
    assertThat(onlyEnding().text()).startsWith("it has another key (a:17894: not the server; ");
  }

  @Test
  void whoIsTheOnlyOneHasItsOwnWords() {
    gateways = gateways("a");
    start();
    end(REFUSED);

    assertThat(onlyEnding()).isSameAs(REFUSED);
  }

  @Test
  void aGatewayThatSendsToAnotherIsFollowedAtOnceUnderTheNameThatTheUserGave() {
    start();
    end(new Ending.Elsewhere("x.example:7"));

    assertThat(dialled).containsExactly("a", "x.example");
    assertThat(at.name()).isEqualTo("a");
    assertThat(at.address()).isEqualTo(new ServerAddress("x.example", 7));

    end(new Ending.Elsewhere("y.example"));
    assertThat(at.name()).as("the name of a name").isEqualTo("a");
    call.served();

    start();
    assertThat(dialled).as("where the board was last").containsExactly("y.example");
    assertThat(at.name()).isEqualTo("a");
    end(REFUSED);
    assertThat(dialled).containsExactly("y.example", "a");
  }

  @Test
  void whoIsSentToOneOfTheListChecksTheNameFromTheList() {
    start();
    end(new Ending.Elsewhere("C:17894"));

    assertThat(dialled).containsExactly("a", "c");
    assertThat(at.name()).isEqualTo("c");

    end(STOPPING);
    end(STOPPING);
    assertThat(dialled).as("c is not tried twice").containsExactly("a", "c", "b");
  }

  @Test
  void threeStepsAreTakenAndThenTheListGoesOn() {
    start();
    for (int i = 0; i < 4; i++) {
      end(new Ending.Elsewhere("x" + i));
    }
    assertThat(dialled).containsExactly("a", "x0", "x1", "x2", "b");

    end(new Ending.Elsewhere("x9"));
    end(new Ending.Elsewhere("x9"));
    assertThat(dialled).as("no more steps").hasSize(6).endsWith("c");
    assertThat(((Ending.Caused) onlyEnding()).cause()).isEqualTo(CloseCause.ELSEWHERE);
    assertThat(onlyEnding().text())
        .startsWith("another gateway has the board (a:17894: sends to x0; x0:17894: sends to x1; ");
  }

  @Test
  void nobodyIsSentToWhereNobodyWas() {
    start();
    end(REFUSED);
    end(new Ending.Elsewhere("a"));
    end(new Ending.Elsewhere("a"));

    assertThat(dialled).as("nobody is sent to where nobody was").containsExactly("a", "b", "c");
  }

  @Test
  void aBoardThatMovesMeanwhileIsFollowedBack() {
    start();
    end(new Ending.Elsewhere("b"));
    end(new Ending.Elsewhere("a"));

    assertThat(dialled).containsExactly("a", "b", "a");
  }

  @Test
  void nonsenseInPlaceOfAnAddressCostsOneLine() {
    start();
    end(new Ending.Elsewhere("http://x/"));

    assertThat(dialled).containsExactly("a", "b");
    assertThat(warnings)
        .containsExactly(
            "a:17894 sends to another gateway, but to no address: 'http://x/' is not HOST or"
                + " HOST:PORT (an IPv6 address goes in brackets)");
  }

  @Test
  void theOnlyGatewayThatSendsNowhereIsElsewhere() {
    gateways = gateways("a");
    start();
    end(new Ending.Elsewhere(""));

    assertThat(onlyEnding()).isEqualTo(Ending.of(CloseCause.ELSEWHERE));
  }

  @Test
  void whoHangsUpIsConnectedToNobodyElse() {
    start();
    end(REFUSED);
    call.hangUp();

    assertThat(inner).containsExactly("hang up");
    assertThat(onlyEnding()).isEqualTo(Ending.of(CloseCause.RELEASED));
    assertThat(dialled).containsExactly("a", "b");
  }
}
