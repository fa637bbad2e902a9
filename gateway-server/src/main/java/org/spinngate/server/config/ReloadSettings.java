package org.spinngate.server.config;

/**
 * How another configuration is noticed.
 *
 * @param watch whether the files are watched; SIGHUP and the verb work in any case
 */
public record ReloadSettings(boolean watch) {}
