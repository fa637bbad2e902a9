package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.protocol.net.BindProblem;

class BindFailureTest {
  private static final String ADVICE = "gateway.listen names the address";

  /** The numbers come with the library that speaks to Linux. */
  @BeforeAll
  static void loadTheLibrary() {
    assumeThat(Epoll.isAvailable()).isTrue();
  }

  private static BindFailure at(int port, Throwable cause) {
    InetSocketAddress address =
        new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString("0.0.0.0"), port);
    return BindFailure.of(address, "", cause, ADVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "-13, NOT_ALLOWED",
    "-1, NOT_ALLOWED",
    "-97, NO_IPV6",
    "-98, IN_USE",
    "-99, NOT_HERE",
    "-22, OTHER"
  })
  void theNumberOfTheSystemCountsInWhateverLanguageItSpeaks(int number, BindProblem reason) {
    BindFailure failure = at(443, new NativeIoException("bind: Keine Ahnung", number));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.getMessage()).startsWith("cannot listen on 0.0.0.0:443: ").contains(ADVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "Address already in use, IN_USE",
    "Permission denied, NOT_ALLOWED",
    "Cannot assign requested address, NOT_HERE",
    "newSocketStream(..) failed with error(-97): Address family not supported by protocol, NO_IPV6"
  })
  void javasOwnSocketsSayItInWords(String words, BindProblem reason) {
    assertThat(at(17894, new BindException(words)).reason()).isEqualTo(reason);
  }

  @Test
  void aPortThatOnlyTheSystemGivesIsNotTakenForOneInUse() {
    BindFailure failure = at(443, new NativeIoException("bind", -13));

    assertThat(failure)
        .hasMessage(
            "cannot listen on 0.0.0.0:443: this user may not have ports below 1024; give the server"
                + " CAP_NET_BIND_SERVICE or take a higher port; gateway.listen names the address");
    assertThat(failure.isForTheOperator()).isTrue();
    assertThat(failure.mayHeal()).isFalse();
  }

  @Test
  void aHigherPortThatIsRefusedHasAnotherReason() {
    assertThat(at(17894, new NativeIoException("bind", -13)))
        .hasMessageContaining("SELinux")
        .hasMessageNotContaining("1024");
  }

  @Test
  void aNameThatIsNotKnownMayBecomeKnown() {
    BindFailure failure =
        BindFailure.of(
            InetSocketAddress.createUnresolved("gw.example", 17894),
            "UDP",
            new UnresolvedAddressException(),
            ADVICE);

    assertThat(failure)
        .hasMessage(
            "cannot listen for UDP on gw.example:17894: the name cannot be resolved now; "
                + ADVICE);
    assertThat(failure.mayHeal()).isTrue();
  }

  @Test
  void whatIsUnknownIsToldAsItIs() {
    assertThat(at(17894, new IOException("the moon is full")))
        .hasMessage("cannot listen on 0.0.0.0:17894: the moon is full; " + ADVICE);
  }
}
