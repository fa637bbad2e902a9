/** Boards by name: where they are, who has them, and whose turn it is to boot them. */
@NullMarked
package org.spinngate.server.board;

import org.jspecify.annotations.NullMarked;
