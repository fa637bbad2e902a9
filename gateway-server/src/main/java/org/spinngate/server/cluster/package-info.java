/** Several gateways in front of one set of boards: which of them serves which board. */
@NullMarked
package org.spinngate.server.cluster;

import org.jspecify.annotations.NullMarked;
