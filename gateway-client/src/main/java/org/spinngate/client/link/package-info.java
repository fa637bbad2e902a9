/**
 * Keeps one session and its tunnel alive: opening, waiting, reconnecting, resuming.
 *
 * <ul>
 *   <li><b>back-off</b>: the time before the next try to connect, which grows ({@link Backoff})
 *   <li><b>link</b>: keeps a session alive by one connection after the other ({@link Link})
 * </ul>
 */
@NullMarked
package org.spinngate.client.link;

import org.jspecify.annotations.NullMarked;
