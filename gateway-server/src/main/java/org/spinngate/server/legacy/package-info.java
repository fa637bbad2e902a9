/**
 * The door for old clients, who know neither users nor boards.
 *
 * <ul>
 *   <li><b>old client</b>: the client of {@code spinnaker_proxy}, known by its address
 * </ul>
 */
@NullMarked
package org.spinngate.server.legacy;

import org.jspecify.annotations.NullMarked;
