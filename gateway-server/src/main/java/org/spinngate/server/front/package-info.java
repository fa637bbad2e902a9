/** Tells old clients from tunnels on the ports that both come to. */
@NullMarked
package org.spinngate.server.front;

import org.jspecify.annotations.NullMarked;
