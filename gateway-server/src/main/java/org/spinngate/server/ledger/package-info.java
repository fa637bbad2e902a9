/**
 * A few small values that several gateways share: read from a copy, changed all or none, by
 * versions. What the values mean is none of its business.
 */
@NullMarked
package org.spinngate.server.ledger;

import org.jspecify.annotations.NullMarked;
