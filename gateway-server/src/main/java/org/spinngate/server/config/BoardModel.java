package org.spinngate.server.config;

/** The two boards that can be simulated. */
public enum BoardModel {
  /** A SpiNN-3: 4 chips. */
  SPIN3,
  /** A SpiNN-5: 48 chips. */
  SPIN5
}
