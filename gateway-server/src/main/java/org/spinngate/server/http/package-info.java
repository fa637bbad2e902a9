/**
 * The status page, metrics and health by HTTP; nothing can be changed there.
 *
 * <ul>
 *   <li><b>status page</b>: boards and sessions in a browser
 * </ul>
 */
@NullMarked
package org.spinngate.server.http;

import org.jspecify.annotations.NullMarked;
