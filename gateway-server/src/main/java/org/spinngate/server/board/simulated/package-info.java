/** A board without hardware: boot ROM, SC&MP and Ethernet port, faithful on the wire. */
@NullMarked
package org.spinngate.server.board.simulated;

import org.jspecify.annotations.NullMarked;
