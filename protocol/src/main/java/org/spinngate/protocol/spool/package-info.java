/**
 * Queues of bounded size before outputs that may block, such as standard error.
 *
 * <ul>
 *   <li><b>spool</b>: a queue of bounded size and a thread that writes what is in it, so that
 *       nobody waits for a disk or a pipe ({@link Spool})
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.spool;

import org.jspecify.annotations.NullMarked;
