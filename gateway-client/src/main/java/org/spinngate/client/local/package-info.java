/**
 * The local ports that stand for the board, and the applications that talk to them.
 *
 * <ul>
 *   <li><b>application</b>: a program on the user's machine that talks to the local ports, such as
 *       ybug, rig or SpiNNMan
 *   <li><b>reply guard</b>: lets one reply to each request through to an application ({@link
 *       ReplyGuard})
 * </ul>
 */
@NullMarked
package org.spinngate.client.local;

import org.jspecify.annotations.NullMarked;
