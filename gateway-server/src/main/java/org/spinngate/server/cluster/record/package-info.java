/** What the ledger has of boards and sessions, as gateways write and read it. */
@NullMarked
package org.spinngate.server.cluster.record;

import org.jspecify.annotations.NullMarked;
