package org.spinngate.client.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The arguments that every command needs, with a token file that nobody else can read. */
public final class Settings {
  private Settings() {}

  /** {@code command… --server … --user … --token-file … --pin …}, and more after them. */
  public static String[] arguments(
      Path directory, int port, String pin, List<String> command, String... more)
      throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--server", "localhost:" + port, "--user", "alice"));
    arguments.addAll(List.of("--token-file", token.toString(), "--pin", pin));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
