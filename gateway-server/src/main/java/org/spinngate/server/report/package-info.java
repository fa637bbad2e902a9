/**
 * What people and programs read about the running gateway: rows, as tables and as JSON.
 *
 * <ul>
 *   <li><b>session table</b>: one row for each session, in the log and by the verb {@code sessions}
 * </ul>
 */
@NullMarked
package org.spinngate.server.report;

import org.jspecify.annotations.NullMarked;
