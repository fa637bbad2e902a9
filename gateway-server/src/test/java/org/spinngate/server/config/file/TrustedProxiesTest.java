package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.config.EntrySettings;

/** Which load balancers are believed, as the operator writes it. */
class TrustedProxiesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result read(String limits) throws InvalidConfiguration {
    return ConfigReader.parse(
        "gateway { boards.a.simulated = true, limits { " + limits + " } }",
        folder.resolve("server.conf"));
  }

  private static EntrySettings entry(String limits) throws InvalidConfiguration {
    return read(limits).config().entry();
  }

  private static InetAddress at(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }

  @Test
  void nobodyIsByDefault() throws Exception {
    assertThat(entry("").trustedProxies()).isEmpty();
    assertThat(entry("").trusts(at("127.0.0.1"))).isFalse();
  }

  @Test
  void anAddressIsTrustedAloneAndANetworkAsAWhole() throws Exception {
    EntrySettings entry =
        entry("trusted-proxies = [\"192.0.2.7\", \"10.1.0.0/16\", \"2001:db8::/64\"]");

    assertThat(entry.trusts(at("192.0.2.7"))).isTrue();
    assertThat(entry.trusts(at("192.0.2.8"))).isFalse();
    assertThat(entry.trusts(at("10.1.255.1"))).isTrue();
    assertThat(entry.trusts(at("10.2.0.1"))).isFalse();
    assertThat(entry.trusts(at("2001:db8::17"))).isTrue();
    assertThat(entry.trusts(at("2001:db8:0:1::17"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"balancer.example.org", "10.0.0.1/8", "10.0.0.0/33", "10.0", ""})
  void whatIsNoAddressIsAnError(String written) {
    InvalidConfiguration refused =
        catchThrowableOfType(
            InvalidConfiguration.class, () -> read("trusted-proxies = [\"" + written + "\"]"));

    assertThat(refused.problems()).hasSize(1);
    assertThat(refused.problems().get(0).toString()).contains("gateway.limits.trusted-proxies.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0"})
  void whoTrustsEverybodyIsWarned(String everybody) throws Exception {
    ConfigReader.Result read = read("trusted-proxies = [\"" + everybody + "\"]");

    assertThat(read.warnings())
        .filteredOn(warning -> warning.toString().contains("gateway.limits.trusted-proxies"))
        .hasSize(1)
        .allMatch(warning -> warning.toString().contains(everybody + " is everybody"));
  }

  @Test
  void aNetworkIsNoWarning() throws Exception {
    assertThat(read("trusted-proxies = [\"10.0.0.0/8\"]").warnings())
        .isEqualTo(read("").warnings());
  }
}
