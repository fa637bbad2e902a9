package org.spinngate.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.spinngate.client.dial.NameLookup;

class NameStepTest {
  private final CompletableFuture<Void> interruption = new CompletableFuture<>();
  private final CheckPatience patience = new CheckPatience(interruption, System::nanoTime);

  private Finding look(String host, NameLookup.Resolver resolver) throws InterruptedException {
    return new NameStep(new NameLookup(Runnable::run, resolver), patience).look(host);
  }

  private static InetAddress[] unknown(String host) throws UnknownHostException {
    throw new UnknownHostException(host);
  }

  @Test
  void aNameThatNobodyKnowsIsToldFromAServerThatIsNotThere() throws Exception {
    Finding finding = look("gatway.example.org", NameStepTest::unknown);

    assertThat(finding.isBad()).isTrue();
    assertThat(finding.text()).isEqualTo("the name gatway.example.org is not known");
    assertThat(finding.advice()).contains("--server");
    assertThat(finding.exitCode().number()).isEqualTo(7);
  }

  @Test
  void allAddressesOfANameAreTold() throws Exception {
    InetAddress[] two = {InetAddress.getByName("192.0.2.1"), InetAddress.getByName("192.0.2.2")};

    assertThat(look("gateway.example.org", host -> two).text())
        .isEqualTo("gateway.example.org is 192.0.2.1, 192.0.2.2");
  }

  @Test
  void nobodyIsAskedForAnAddress() throws Exception {
    assertThat(look("127.0.0.1", NameStepTest::unknown).text())
        .isEqualTo("127.0.0.1 is an address");
  }
}
