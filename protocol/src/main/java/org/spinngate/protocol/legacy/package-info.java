/**
 * The wire format of the old tool, {@code spinnaker_proxy}, as far as both programs need it.
 *
 * <ul>
 *   <li><b>legacy</b>: of the old tool, {@code spinnaker_proxy}: its clients come to our server,
 *       and our client can talk to its server
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.legacy;

import org.jspecify.annotations.NullMarked;
