/** The ports that clients come to, and the threads that serve them, whatever is said there. */
@NullMarked
package org.spinngate.server.net;

import org.jspecify.annotations.NullMarked;
