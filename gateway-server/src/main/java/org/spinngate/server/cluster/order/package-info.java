/**
 * What the operator says at one of several gateways, and all carry out. Everything is written in
 * the ledger first and done by the one who reads it there, so that it does not matter who was
 * asked.
 *
 * <ul>
 *   <li><b>order</b>: what one gateway asks of another in the operator's name; done once, answered,
 *       and taken away by the one that asked
 * </ul>
 */
@NullMarked
package org.spinngate.server.cluster.order;

import org.jspecify.annotations.NullMarked;
