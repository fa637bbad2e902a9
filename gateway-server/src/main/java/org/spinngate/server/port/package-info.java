/** The sockets of the ports that clients come to, whatever is said there. */
@NullMarked
package org.spinngate.server.port;

import org.jspecify.annotations.NullMarked;
