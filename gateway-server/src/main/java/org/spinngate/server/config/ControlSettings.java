package org.spinngate.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The control socket.
 *
 * @param on whether there is one
 * @param socket where it is; empty for the automatic place
 */
public record ControlSettings(boolean on, Optional<Path> socket) {
  private static final String OFF = "off";

  static Optional<ControlSettings> read(Section control) {
    String text = control.get("socket", Conversions::text, "");
    boolean on = !text.equals(OFF);
    boolean named = on && !text.isEmpty();
    Optional<Path> socket = named ? Optional.of(control.path("socket")) : Optional.empty();
    control.refuseUnknownKeys();
    return control.build(() -> new ControlSettings(on, socket));
  }
}
