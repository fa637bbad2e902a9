package org.spinngate.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.alias.FakeAliasMaker;
import org.spinngate.protocol.ExitCode;

/** Whether a board could have its own address here, and whether that matters. */
class OwnAddressStepTest {
  @TempDir Path notes;
  private final FakeAliasMaker machine = new FakeAliasMaker();

  private OwnAddressStep step(boolean wanted) {
    return new OwnAddressStep(machine.work(notes), List.of("gateway.invalid"), wanted);
  }

  private static Optional<Inet4Address> at(String address) throws Exception {
    return Optional.of((Inet4Address) InetAddress.getByName(address));
  }

  @Test
  void whoMayMakeAnAddressCan() throws Exception {
    Finding found = step(true).asked(at("192.168.240.3"));

    assertThat(found.outcome()).isEqualTo(Outcome.GOOD);
    assertThat(found.text()).isEqualTo("--as-board: the board can be at 192.168.240.3 here");
    assertThat(step(true).unasked().outcome()).isEqualTo(Outcome.GOOD);
    assertThat(machine.done()).as("nothing was tried").isEmpty();
  }

  @Test
  void whoMayNotIsToldTheCommand() throws Exception {
    machine.refuse();

    Finding found = step(true).asked(at("192.168.240.3"));

    assertThat(found.exitCode()).isEqualTo(ExitCode.PORT_IN_USE);
    assertThat(found.text())
        .isEqualTo(
            "this user may not give this machine the board's address; type 'make 192.168.240.3'"
                + " first");
    assertThat(step(true).unasked().outcome()).isEqualTo(Outcome.NOT_CHECKED);
  }

  @Test
  void anAddressMadeByHandNeedsNoRights() throws Exception {
    machine.refuse();
    machine.byHand(at("192.168.240.3").orElseThrow());

    assertThat(step(true).asked(at("192.168.240.3")).outcome()).isEqualTo(Outcome.GOOD);
  }

  @Test
  void whoDoesNotWantItIsNotStopped() throws Exception {
    machine.refuse();

    assertThat(step(false).asked(at("192.168.240.3")).outcome()).isEqualTo(Outcome.GOOD);
    assertThat(step(false).asked(Optional.empty()).outcome()).isEqualTo(Outcome.GOOD);
    assertThat(step(false).unasked().outcome()).isEqualTo(Outcome.GOOD);
  }

  @Test
  void anAddressThatIsNotToldOrDoesHarmCannotBe() throws Exception {
    Finding untold = step(true).asked(Optional.empty());
    Finding ofTheInternet = step(true).asked(at("8.8.8.8"));

    assertThat(untold.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(untold.text()).isEqualTo("the server does not tell the board's address");
    assertThat(ofTheInternet.exitCode()).isEqualTo(ExitCode.PORT_IN_USE);
    assertThat(ofTheInternet.text()).contains("no private address");
  }
}
