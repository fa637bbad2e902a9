package org.spinngate.server.board;

/**
 * A board on the network. It may have several names and descriptions: two of them are of one board
 * if their identities are the same object.
 */
public final class BoardIdentity {}
