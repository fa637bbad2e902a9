package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;

/** What a gateway says of another one's address is the word of a stranger. */
class GatewaysTest {
  private static final ServerAccess ACCESS =
      new ServerAccess(
          List.of(ServerAddress.parse("gw1.example.org"), ServerAddress.parse("gw2:7")),
          new UserToken("alice", "secret"),
          new Trust.JavaDefault(),
          CarrierWish.AUTO);

  private final Gateways gateways =
      new Gateways(ACCESS, new NameLookup(Runnable::run), new EmbeddedChannel().eventLoop());
  private final Gateway first = gateways.inOrder().get(0);

  @Test
  void anAddressIsOneAsAUserWritesIt() {
    assertThat(gateways.sentTo("192.0.2.7", first))
        .isEqualTo(first.at(new ServerAddress("192.0.2.7", 17894)));
    assertThat(gateways.sentTo("[2001:db8::7]:4711", first).address())
        .isEqualTo(new ServerAddress("2001:db8::7", 4711));
    assertThat(gateways.sentTo("GW2:7", first)).isSameAs(gateways.inOrder().get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":7", "a b:7", "gw3:70000", "gw3:", "gw\u001b3", "\u202egw3:7", "a/b"})
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> gateways.sentTo(address, first))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\u001b", "\u202e");
  }

  @Test
  void anyWordIsAnAddressOrRefusedAndNothingElse() {
    Random random = new Random(0x5EED_0047);
    String letters = "ab0179.:[]/@- \u0000\u001b\u00fc\u202e%";
    int understood = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder word = new StringBuilder();
      for (int left = random.nextInt(12); left > 0; left--) {
        word.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        Gateway other = gateways.sentTo(word.toString(), first);
        assertThat(other.address().port()).isBetween(1, 0xFFFF);
        assertThat(other.name()).isEqualTo("gw1.example.org");
        understood++;
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("\u001b");
      }
    }
    assertThat(understood).isBetween(1_000, 199_000);
  }

  @Test
  void whatIsKnownOfAddressesIsKeptForThoseThatAreAskedAgainAndNotForAll() {
    ServerAddresses ofFirst = gateways.addressesOf(first);
    assertThat(gateways.addressesOf(gateways.sentTo("GW1.example.ORG:1", first))).isSameAs(ofFirst);

    for (int i = 0; i < 100; i++) {
      assertThat(gateways.addressesOf(gateways.sentTo("gw" + i + ".test", first))).isNotNull();
    }
    assertThat(gateways.addressesOf(first)).isNotNull();
  }
}
