package org.spinngate.client;

import org.spinngate.client.alias.AliasWork;
import org.spinngate.client.local.ClientSockets;

/**
 * What the boards of one process share on this machine.
 *
 * @param sockets serve all, on one thread
 * @param aliases give the machine addresses of boards
 */
public record ThisMachine(ClientSockets sockets, AliasWork aliases) {}
