/**
 * Tasks that run again and again or later, and reports of what happens often.
 *
 * <ul>
 *   <li><b>breakdown</b>: an error after which the process cannot go on, such as a used-up heap
 *       ({@link Breakdown})
 * </ul>
 *
 * <ul>
 *   <li>A heap that is used up ends the process ({@code Breakdown}), wherever the error is caught:
 *       code that catches everything asks there first. A line of the log with such a cause ends it
 *       too: in the server by {@code SpooledAppender}, in the client, for what Netty logs, by
 *       {@code CaughtByNetty}.
 * </ul>
 *
 * <ul>
 *   <li>What is done again and again is a {@code RepeatedTask}: executors drop a repeated task
 *       after its first exception and say nothing. It goes on, and {@code Faults} tell of the
 *       exception, once a minute. What is done later is a {@code LaterTask}, for the same reason:
 *       what it throws reaches the code that asked for it, which ends a connection by it ({@code
 *       Ticks}) or goes on after a while, and otherwise the thread's handler of uncaught
 *       exceptions, which is the log. A rule of all modules forbids every other way.
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.repeat;

import org.jspecify.annotations.NullMarked;
