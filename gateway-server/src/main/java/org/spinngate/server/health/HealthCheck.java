package org.spinngate.server.health;

/**
 * One thing that the gateway needs, and whether it has it.
 *
 * @param name a fixed word
 * @param ok whether it is as it should be
 * @param detail the facts, for people
 */
public record HealthCheck(String name, boolean ok, String detail) {}
