package org.spinngate.server.reload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.spinngate.server.config.GatewayConfig;

/**
 * Digests of the parts of a configuration that should be alike at all gateways of a facility. They
 * tell whether two are alike, and nothing else of them.
 */
public final class ConfigDigest {
  private static final int BYTES = 6;

  /** An address by its name is what is written, and not what that means at the moment. */
  private static final String RESOLVED = "([A-Za-z0-9._-]+)/(?:<unresolved>|[0-9a-fA-F.:]+):(\\d+)";

  private ConfigDigest() {}

  /** Those of a configuration, as {@code part:digest part:digest}. */
  public static String of(GatewayConfig config) {
    String boards = new TreeMap<>(config.boards()).toString();
    String users =
        new TreeMap<>(config.users())
            .values().stream()
                .map(user -> user + " " + user.tokens() + " " + user.tokenHashes())
                .collect(Collectors.joining("\n"));
    return String.join(
        " ",
        "boards:" + digest(boards),
        "users:" + digest(users),
        "limits:" + digest(config.limits().toString()),
        "session:" + digest(config.session().toString()));
  }

  private static String digest(String text) {
    String written = text.replaceAll(RESOLVED, "$1:$2");
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(written.getBytes(UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(all, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
