package org.spinngate.server.power;

/** What a board is switched to. */
enum Power {
  OFF,
  ON
}
