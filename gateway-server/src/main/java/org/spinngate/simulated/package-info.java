/** A board without hardware: boot ROM, SC&MP and Ethernet port, faithful on the wire. */
@NullMarked
package org.spinngate.simulated;

import org.jspecify.annotations.NullMarked;
