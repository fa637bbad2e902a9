/** The door for sealed packets: UDP beside the streams of sessions. */
@NullMarked
package org.spinngate.server.sealed;

import org.jspecify.annotations.NullMarked;
