/**
 * What is known of the way to the server: round trip, loss, carrier, and since when; and whether
 * this machine has the time to measure it.
 *
 * <ul>
 *   <li><b>path</b>: the way between client and server, with its round trip and its losses
 *   <li><b>round trip</b>: the time from a question to its answer
 * </ul>
 */
@NullMarked
package org.spinngate.client.path;

import org.jspecify.annotations.NullMarked;
