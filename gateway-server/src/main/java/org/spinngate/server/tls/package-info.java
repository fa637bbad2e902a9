/** A certificate and its key, as files, and the server's side of TLS that is made from them. */
@NullMarked
package org.spinngate.server.tls;

import org.jspecify.annotations.NullMarked;
