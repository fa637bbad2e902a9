/**
 * One of several gateways: how it tells the others that it lives, when it may speak to boards, and
 * what becomes of one that has stopped.
 *
 * <ul>
 *   <li><b>incarnation</b>: a gateway from its start to its end; the next start is another one
 *   <li><b>beat</b>: a small change that each of several gateways makes in the ledger about once a
 *       second, so that the others know that it lives
 *   <li><b>tenure</b>: the time in which a gateway may speak to boards: so long after it has sent a
 *       beat that counts
 *   <li><b>fence</b>: to take a gateway out of the ledger whose tenure is over, so that its boards
 *       are free
 * </ul>
 */
@NullMarked
package org.spinngate.server.cluster.member;

import org.jspecify.annotations.NullMarked;
