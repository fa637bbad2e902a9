package org.spinngate.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.config.file.Identities;

@ExtendWith(LeakExtension.class)
class TlsContextTest {
  @TempDir Path folder;

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments(List.of("-keyalg", "EC", "-groupname", "secp256r1"), true),
        arguments(List.of("-keyalg", "EC", "-groupname", "secp521r1"), true),
        arguments(List.of("-keyalg", "RSA", "-keysize", "2048"), true),
        arguments(List.of("-keyalg", "Ed25519"), false),
        arguments(List.of("-keyalg", "RSASSA-PSS", "-keysize", "2048"), false));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyServesByTheFastLibraryIfThatKnowsItsKind(List<String> key, boolean fast)
      throws Exception {
    Identities.make(folder, key.toArray(String[]::new));

    SslContext context = TlsContext.of(chain(), key());

    assertThat(context instanceof ReferenceCountedOpenSslContext)
        .isEqualTo(fast && OpenSsl.isAvailable());
    TlsTrial.of(context);
    ReferenceCountUtil.release(context);
    ReferenceCountUtil.release(TlsContext.of(chain(), key(), SslProvider.JDK));
  }

  @Test
  void aKeyThatIsTooShortIsToldWithAReason() throws Exception {
    Identities.make(folder, "-keyalg", "RSA", "-keysize", "512");

    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> TlsContext.of(chain(), key()))
        .withMessageContaining("signature");
  }

  private List<X509Certificate> chain() throws Exception {
    return PemFiles.certificates(PemFiles.read(folder.resolve("server.pem")));
  }

  private PrivateKey key() throws Exception {
    return PemFiles.privateKey(PemFiles.read(folder.resolve("server.key")));
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void theFastLibraryIsAtHandOnLinux() {
    assertThat(OpenSsl.isAvailable()).isTrue();
  }
}
