package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BanTargetTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 4-c0000201",
    "192.0.2.1/32, 4-c0000201",
    "::ffff:192.0.2.1, 4-c0000201",
    "[::FFFF:C000:0201], 4-c0000201",
    "2001:db8:1:2::77, 6-20010db800010002",
    "2001:DB8:1:2:0:0:0:78, 6-20010db800010002",
    "2001:db8:1:2::/64, 6-20010db800010002",
    "2001:db8:1:2::77/128, 6-20010db800010002",
    "[2001:db8:1:2::77], 6-20010db800010002",
    "fe80::1%eth0, 6-fe80000000000000",
    "[fe80::1%3], 6-fe80000000000000",
    "alice, -2bd806c97f0e00af"
  })
  void anAddressIsTheSameHoweverItIsTyped(String typed, String text) {
    BanTarget target = BanTarget.of(typed);

    assertThat(target.text()).isEqualTo(text);
    assertThat(BanTarget.parse(text)).contains(target);
    assertThat(BanTarget.isOddAddress(typed)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/8",
        "10.0.0",
        "2001:db8::/32",
        "192.0.2.256",
        "2001:db8:1::2::3",
        "192.0.2.1:8080",
        "[2001:db8::1]:8080",
        "::/0"
      })
  void whatIsNoAddressThatCanBeBannedIsNotTakenForAUser(String typed) {
    assertThat(BanTarget.isOddAddress(typed)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "a.b", "face", "bob-2", "legacy 10.0.0.7", "d.ada", "ada.1"})
  void aNameIsNotTakenForAnAddress(String typed) {
    assertThat(BanTarget.isOddAddress(typed)).isFalse();
    assertThat(BanTarget.of(typed).hash()).isPresent();
  }

  @Test
  void aNameThatLooksLikeAnAddressIsANameIfItIsSaidToBeOne() {
    BanTarget user = BanTarget.ofUser("10.0.0.7");

    assertThat(user.place()).isEmpty();
    assertThat(user.meansAccount("10.0.0.7")).isTrue();
    assertThat(user.meansAccount("legacy 10.0.0.7")).isFalse();
    assertThat(user.isOf("10.0.0.7", Optional.empty())).isFalse();
    assertThat(user.isOf("192.0.2.1", Optional.of("10.0.0.7"))).isTrue();
  }

  @Test
  void anOldClientIsMeantByItsAddressAndByTheNameOfAll() {
    assertThat(BanTarget.of("10.0.0.7").meansAccount("legacy 10.0.0.7")).isTrue();
    assertThat(BanTarget.of("10.0.0.8").meansAccount("legacy 10.0.0.7")).isFalse();
    assertThat(BanTarget.of("legacy").meansAccount("legacy 10.0.0.7")).isTrue();
    assertThat(BanTarget.of("legacy 10.0.0.7").meansAccount("legacy 10.0.0.7")).isTrue();
    assertThat(BanTarget.of("legacy 10.0.0.7").meansAccount("legacy")).isFalse();
    assertThat(BanTarget.of("alice").meansAccount("alice")).isTrue();
    assertThat(BanTarget.of("10.0.0.7").meansAccount("alice")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice", "-2bd8", "4-c00002011", "-2bd806c97f0e00ag"})
  void whatAnotherBuildWritesIsNobody(String text) {
    assertThat(BanTarget.parse(text)).isEmpty();
  }
}
