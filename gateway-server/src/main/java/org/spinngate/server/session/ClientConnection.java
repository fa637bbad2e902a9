package org.spinngate.server.session;

import org.spinngate.protocol.Tunnel;
import org.spinngate.server.admission.Client;

/**
 * One connection of a session's client.
 *
 * @param client who has it, and where it lives
 * @param tunnel what goes to the client
 * @param generation numbers the connections of a session; the greatest is the one that counts
 */
record ClientConnection(Client client, Tunnel tunnel, int generation) {}
