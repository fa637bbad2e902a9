/** The door for tunnels over TLS: from an accepted connection to a session. */
@NullMarked
package org.spinngate.server.link;

import org.jspecify.annotations.NullMarked;
