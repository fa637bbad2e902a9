/**
 * The whole server: here its objects are made and joined by hand, and its process starts and ends.
 *
 * <ul>
 *   <li><b>drain</b>: to let nobody new in, and to end the server when all sessions are over or a
 *       deadline has passed
 * </ul>
 */
@NullMarked
package org.spinngate.server;

import org.jspecify.annotations.NullMarked;
