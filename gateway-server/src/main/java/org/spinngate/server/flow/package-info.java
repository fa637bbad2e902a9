/** Flows: for each local application a socket of its own on the board LAN. */
@NullMarked
package org.spinngate.server.flow;

import org.jspecify.annotations.NullMarked;
