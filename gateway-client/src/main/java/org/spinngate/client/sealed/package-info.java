/** The client's end of the sealed carrier: a UDP socket to the server beside the stream. */
@NullMarked
package org.spinngate.client.sealed;

import org.jspecify.annotations.NullMarked;
