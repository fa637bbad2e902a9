package org.spinngate.server.config;

/**
 * What all have together, and what one may have of it.
 *
 * @param most of all
 * @param mostOfOne not above that
 */
public record SharedLimit(int most, int mostOfOne) {}
