/**
 * Takes another configuration while the server runs: what has changed, and how it takes effect.
 *
 * <ul>
 *   <li><b>reload</b>: the running server takes another configuration; sessions go on as they began
 * </ul>
 */
@NullMarked
package org.spinngate.server.reload;

import org.jspecify.annotations.NullMarked;
