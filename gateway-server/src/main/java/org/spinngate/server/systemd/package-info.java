/**
 * Tells systemd how the server is, so that a process that stands still is ended before it can wake.
 *
 * <ul>
 *   <li><b>watchdog</b>: systemd ends a process that has not told for a while that it works
 * </ul>
 */
@NullMarked
package org.spinngate.server.systemd;

import org.jspecify.annotations.NullMarked;
