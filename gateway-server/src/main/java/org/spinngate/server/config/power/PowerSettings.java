package org.spinngate.server.config.power;

/**
 * The power of one board.
 *
 * @param source what switches it
 * @param policy when it is switched without an operator
 * @param times how long what takes
 */
public record PowerSettings(PowerSource source, PowerPolicy policy, PowerTimes times) {}
