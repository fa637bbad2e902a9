/**
 * Several gateways in front of one set of boards: which of them serves which board.
 *
 * <ul>
 *   <li><b>home</b>: the one gateway that serves a board at present, of several
 *   <li><b>term</b>: a number that grows by one each time a board gets another home
 * </ul>
 */
@NullMarked
package org.spinngate.server.cluster;

import org.jspecify.annotations.NullMarked;
