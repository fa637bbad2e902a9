/** Flows: for each local application a board-side socket of its own, and the pacing of boots. */
@NullMarked
package org.spinngate.server.flow;

import org.jspecify.annotations.NullMarked;
