/** SCP on its way to a board and back: what waits there since the board has enough to answer. */
@NullMarked
package org.spinngate.server.scp;

import org.jspecify.annotations.NullMarked;
