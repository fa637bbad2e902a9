package org.spinngate.server.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.access.Pin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the server's key and a certificate that it signs itself. */
@Command(
    name = "new-cert",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Makes a key (EC P-256) and a self-signed certificate, and prints the pin by which clients"
          + " know the server.",
    },
    footer = {
      "",
      "Examples:",
      "  gateway-server new-cert --out conf/tls --host gateway.example.org",
      "  gateway-server new-cert --out conf/tls --host 192.0.2.7 --days 365 --force",
      "",
      "The files server.pem and server.key are what gateway.tls of the configuration names. A new key",
      "is a new pin: with --force every user needs the new one. A running server takes replaced files",
      "for new connections, by itself or with the command reload."
    })
public final class NewCert implements Callable<Integer> {
  private final PrintWriter out;
  private final SecureRandom random;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "tls",
      description = "The folder for server.pem and server.key; default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "A name or address by which clients reach the server; repeatable. Default: localhost,"
              + " 127.0.0.1 and this machine's name.")
  private List<String> names = List.of();

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "3650",
      description = "How long the certificate is valid; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  /** Results go to this writer. */
  public NewCert(PrintWriter out, SecureRandom random) {
    this.out = out;
    this.random = random;
  }

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > 36_500) {
      throw new CommandFailure(ExitCode.USAGE, "--days must be from 1 to 36500, but is " + days);
    }
    List<Host> hosts = hosts();
    Path certificate = free("server.pem");
    Path key = free("server.key");
    Identity identity = Identity.make(hosts, days, random);
    write(identity, certificate, key);
    tell(identity, hosts, certificate, key);
    return ExitCode.FINE.number();
  }

  private List<Host> hosts() throws CommandFailure {
    try {
      return names.isEmpty() ? Host.ofThisMachine() : names.stream().map(Host::of).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--host " + e.getMessage());
    }
  }

  private Path free(String name) throws CommandFailure {
    Path file = folder.resolve(name);
    if (Files.exists(file) && !force) {
      throw new CommandFailure(
          ExitCode.USAGE, file + " exists; choose another --out, or replace it with --force");
    }
    return file;
  }

  private void write(Identity identity, Path certificate, Path key)
      throws CommandFailure, GeneralSecurityException, IOException {
    try {
      Files.createDirectories(folder);
      replace(key, identity.keyPem(), "rw-------");
      replace(certificate, identity.certificatePem(), "rw-r--r--");
    } catch (FileSystemException e) {
      throw new CommandFailure(
          ExitCode.CONFIGURATION,
          "cannot write " + e.getFile() + "; check that the folder is one and is yours");
    }
  }

  /** The file appears whole and with its permissions, or not at all. */
  private void replace(Path file, byte[] content, String permissions) throws IOException {
    Path fresh = Files.createTempFile(folder, "new-cert", ".pem"); // created for its owner only
    try {
      Files.write(fresh, content);
      // Asking the file store instead would need a table of mounts, which a chroot may lack.
      PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString(permissions));
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void tell(Identity identity, List<Host> hosts, Path certificate, Path key) {
    String pin = Pin.of(identity.certificate().getPublicKey());
    out.printf(
        "wrote %s: valid until %s, for %s%n",
        certificate,
        LocalDate.ofInstant(identity.certificate().getNotAfter().toInstant(), ZoneOffset.UTC),
        hosts.stream().map(Host::text).collect(Collectors.joining(", ")));
    out.printf("wrote %s: keep it secret; only its owner can read it%n", key);
    out.printf("pin: %s%n", pin);
    out.println("Users connect with:");
    out.printf(
        "  gateway-client --server %s --board NAME --user NAME --token-file FILE" + " --pin %s%n",
        hosts.get(hosts.size() - 1).text(), pin);
  }
}
