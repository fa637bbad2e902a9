/** The server's side of TLS, made from the files of certificate and key. */
@NullMarked
package org.spinngate.server.tls;

import org.jspecify.annotations.NullMarked;
