package org.spinngate.client.config;

/**
 * The server and how to get in.
 *
 * @param server where it listens
 * @param credential who asks
 * @param trust how the server's identity is checked
 */
public record ServerAccess(ServerAddress server, Credential credential, Trust trust) {}
