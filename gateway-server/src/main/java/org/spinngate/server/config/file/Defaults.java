package org.spinngate.server.config.file;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** What {@code reference.conf} says; read once, since nobody can change it. */
final class Defaults {
  static final ConfigParseOptions STRICT =
      ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);

  static final Config ALL = read();

  private Defaults() {}

  /**
   * Another module of the class path may bring a file of the same name, so all are read; and they
   * are read as plain text, for a default path is relative to the operator's file.
   */
  private static Config read() {
    Config all = ConfigFactory.empty();
    try {
      for (URL url :
          Collections.list(Defaults.class.getClassLoader().getResources("reference.conf"))) {
        try (Reader text = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
          all = all.withFallback(ConfigFactory.parseReader(text, STRICT));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.withOnlyPath("gateway").resolve();
  }
}
