/** Boots: one at a time for each board, and no faster than the board can bear. */
@NullMarked
package org.spinngate.server.boot;

import org.jspecify.annotations.NullMarked;
