/**
 * What is done against the loss of sealed packets: copies before anybody asks, and packets that are
 * sent again when the receiver asks.
 *
 * <ul>
 *   <li><b>ask</b>: a frame by which the receiver of sealed packets names those that are missing,
 *       so that they are sent again
 *   <li><b>copy</b>: a sealed packet that is sent again after some milliseconds, because the line
 *       loses packets
 *   <li><b>resent packet</b>: a sealed packet that was missing and asked for, sent again as the
 *       same bytes
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.loss;

import org.jspecify.annotations.NullMarked;
