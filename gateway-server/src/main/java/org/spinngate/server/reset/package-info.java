/**
 * Resets: boards that are power-cycled because their users say so.
 *
 * <ul>
 *   <li><b>reset</b>: a power cycle for a user who has the board alone, or takes it for that long
 * </ul>
 */
@NullMarked
package org.spinngate.server.reset;

import org.jspecify.annotations.NullMarked;
