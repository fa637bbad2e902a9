package org.spinngate.server.config;

import org.spinngate.server.config.rule.Rules;

/**
 * The connections of clients.
 *
 * @param congestionControl the kernel's name of the algorithm that decides how fast they may send;
 *     empty for the kernel's own choice
 */
public record StreamSettings(String congestionControl) {

  /** Checks the form; whether the kernel has it, only a connection can tell. */
  public StreamSettings {
    new Rules()
        .that(
            congestionControl.matches("[a-z0-9_-]{0,15}"),
            "congestion-control",
            "is no name of an algorithm, such as bbr or cubic")
        .hold();
  }
}
