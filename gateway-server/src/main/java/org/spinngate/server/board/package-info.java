/** Boards by name: where they are, who has them, and what is one for all who use them. */
@NullMarked
package org.spinngate.server.board;

import org.jspecify.annotations.NullMarked;
