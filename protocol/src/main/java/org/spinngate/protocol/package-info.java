/** The handshake, the framing and the closed vocabularies that client and server share. */
@NullMarked
package org.spinngate.protocol;

import org.jspecify.annotations.NullMarked;
