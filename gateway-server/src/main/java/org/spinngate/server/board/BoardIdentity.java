package org.spinngate.server.board;

/**
 * A board on the network, by whatever name and in whatever words it is described: two descriptions
 * are of one board if their identities are the same object.
 */
public final class BoardIdentity {}
