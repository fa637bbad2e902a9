package org.spinngate.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The control socket.
 *
 * @param on whether there is one
 * @param socket where it is; empty for the automatic place
 */
public record ControlSettings(boolean on, Optional<Path> socket) {}
