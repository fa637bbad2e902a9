package org.spinngate.server.config;

/**
 * The log.
 *
 * @param json whether each event is a JSON object in a line of its own
 */
public record LogSettings(boolean json) {
  public static final String RULE = "must be text or json";
}
