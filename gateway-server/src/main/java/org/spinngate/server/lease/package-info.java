/**
 * Who has which board and who waits for it: the book of leases, and what outlives the process of
 * it.
 */
@NullMarked
package org.spinngate.server.lease;

import org.jspecify.annotations.NullMarked;
