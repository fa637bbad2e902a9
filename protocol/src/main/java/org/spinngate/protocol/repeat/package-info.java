/**
 * Tasks that run again and again or later, and reports of what happens often.
 *
 * <ul>
 *   <li><b>breakdown</b>: an error after which the process cannot go on, such as a used-up heap
 *       ({@link Breakdown})
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.repeat;

import org.jspecify.annotations.NullMarked;
