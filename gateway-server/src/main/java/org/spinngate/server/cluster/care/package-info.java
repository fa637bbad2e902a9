/**
 * What gateways know together of the power of boards, so that each home goes on where the last one
 * ended.
 *
 * <p>**{@code SharedCare}** is the {@code CareMemory} of a gateway that is one of several. A board
 * is taken with what is written of it ({@code CareRecord}) in one transaction; from then on its
 * home alone writes ({@code CareLine}), before it does what makes that necessary. Decision 57 has
 * the reasons.
 */
@NullMarked
package org.spinngate.server.cluster.care;

import org.jspecify.annotations.NullMarked;
