/**
 * Keeps one session and its tunnel alive: opening, waiting, reconnecting, resuming.
 *
 * <ul>
 *   <li><b>back-off</b>: the time before the next try to connect, which grows ({@link Backoff})
 *   <li><b>link</b>: keeps a session alive by one connection after the other ({@link Link})
 * </ul>
 *
 * <ul>
 *   <li><em>Boots</em> are kept by the client ({@code BootOutbox}) from their start packet on, also
 *       before the first session, until {@code BootTaken} says that the server is done with them,
 *       or 10 s after they were sent, as servers of the first version do not say so of each. {@code
 *       Opened} says how many have arrived; a resumed session gets the rest, a new one the
 *       unfinished image from its start ({@code BootCourse}). A {@code BootImage} of which the
 *       start is not there, or for which there was no room or for 30 s no connection, is dropped as
 *       a whole, and {@code BootWords} tells the user. When the session ends, what {@code
 *       BootTaken} has not covered is counted as dropped ({@code BootRemains}); {@code run} first
 *       lets it leave ({@code PendingBoot}).
 * </ul>
 */
@NullMarked
package org.spinngate.client.link;

import org.jspecify.annotations.NullMarked;
