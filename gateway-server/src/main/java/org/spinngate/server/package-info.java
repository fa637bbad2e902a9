/** The server as a whole: wiring by hand, and the command line. */
@NullMarked
package org.spinngate.server;

import org.jspecify.annotations.NullMarked;
