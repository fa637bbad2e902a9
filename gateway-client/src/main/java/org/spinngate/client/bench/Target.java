package org.spinngate.client.bench;

import java.net.InetSocketAddress;

/**
 * A path to a board.
 *
 * @param name the word for it in tables
 * @param scp where on it the board answers SCP
 */
public record Target(String name, InetSocketAddress scp) {}
