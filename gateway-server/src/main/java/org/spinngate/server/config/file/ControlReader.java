package org.spinngate.server.config.file;

import java.nio.file.Path;
import java.util.Optional;
import org.spinngate.server.config.ControlSettings;

/** Reads the section of the control socket. */
final class ControlReader {
  private static final String OFF = "off";

  private ControlReader() {}

  static Optional<ControlSettings> read(Section control) {
    String text = control.get("socket", Conversions::text, "");
    boolean on = !text.equals(OFF);
    boolean named = on && !text.isEmpty();
    Optional<Path> socket = named ? Optional.of(control.path("socket")) : Optional.empty();
    control.refuseUnknownKeys();
    return control.build(() -> new ControlSettings(on, socket));
  }
}
