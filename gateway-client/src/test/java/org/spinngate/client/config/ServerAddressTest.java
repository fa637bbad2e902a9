package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource({
    "gateway.example.org, gateway.example.org, 17894, gateway.example.org:17894",
    "10.1.2.3:99, 10.1.2.3, 99, 10.1.2.3:99",
    "[::1], ::1, 17894, [::1]:17894",
    "::1, ::1, 17894, [::1]:17894",
    "2001:db8::7, 2001:db8::7, 17894, [2001:db8::7]:17894",
    "fe80::1%eth0.100, fe80::1%eth0.100, 17894, [fe80::1%eth0.100]:17894",
    "[fe80::1%br-lan]:443, fe80::1%br-lan, 443, [fe80::1%br-lan]:443",
    "[2001:db8::7]:443, 2001:db8::7, 443, [2001:db8::7]:443"
  })
  void hostAndPortAreUnderstood(String text, String host, int port, String shown) {
    ServerAddress address = ServerAddress.parse(text);

    assertThat(address).isEqualTo(new ServerAddress(host, port));
    assertThat(address).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "[name]",
        "[1:2]:443",
        "1:2:3",
        "host:",
        "host:0",
        "host:65536",
        "host:999999",
        "[::1",
        "http://x"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
