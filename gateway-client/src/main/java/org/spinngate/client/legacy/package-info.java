/**
 * Talks to an old server in place of a gateway.
 *
 * <ul>
 *   <li><b>old server</b>: the server of {@code spinnaker_proxy}: one board, no users, no
 *       encryption
 * </ul>
 */
@NullMarked
package org.spinngate.client.legacy;

import org.jspecify.annotations.NullMarked;
