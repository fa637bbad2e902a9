package org.spinngate.server.ledger.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spinngate.server.command.NewCert;
import org.spinngate.server.config.TlsSettings;
import picocli.CommandLine;

/** Certificates that are their own authorities, made as operators make them. */
final class Certificates {
  private Certificates() {}

  /** One that bears the addresses 1 to 9 of a network such as {@code 127.71.3.}. */
  static TlsSettings make(Path folder, String network) {
    List<String> hosts =
        IntStream.rangeClosed(1, 9)
            .boxed()
            .flatMap(last -> Stream.of("--host", network + last))
            .toList();
    NewCert command = new NewCert(new PrintWriter(new StringWriter()), new SecureRandom());
    String[] arguments =
        Stream.concat(Stream.of("--out", folder.toString()), hosts.stream()).toArray(String[]::new);
    assertThat(new CommandLine(command).execute(arguments)).isZero();
    return new TlsSettings(folder.resolve("server.pem"), folder.resolve("server.key"));
  }
}
