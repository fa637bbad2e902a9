/**
 * How fast the packets of one direction of a path may leave, so that a stream does not fill a line
 * that others need too.
 *
 * <ul>
 *   <li><b>arrivals</b>: a frame by which the receiver of sealed packets says how many bytes have
 *       come, and how late they are
 *   <li><b>pace</b>: how many bytes a second may leave, once a line has turned out to carry less
 *       than is sent
 *   <li><b>line shares</b>: what paths to one place have of their line together
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.pace;

import org.jspecify.annotations.NullMarked;
