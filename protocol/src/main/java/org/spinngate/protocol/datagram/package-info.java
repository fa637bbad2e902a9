/** What Linux knows of a UDP socket: what it dropped before anybody could read it. */
@NullMarked
package org.spinngate.protocol.datagram;

import org.jspecify.annotations.NullMarked;
