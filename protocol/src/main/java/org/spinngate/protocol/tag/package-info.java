/** The IP tags of a board, as the requests that pass say: which flow the board sends to. */
@NullMarked
package org.spinngate.protocol.tag;

import org.jspecify.annotations.NullMarked;
