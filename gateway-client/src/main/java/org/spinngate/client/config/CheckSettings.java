package org.spinngate.client.config;

import java.util.Optional;

/**
 * What a check looks at.
 *
 * @param access the server and how to get in
 * @param board the board's name, if one is given
 * @param local where applications would find the board
 */
public record CheckSettings(ServerAccess access, Optional<String> board, LocalSettings local) {}
