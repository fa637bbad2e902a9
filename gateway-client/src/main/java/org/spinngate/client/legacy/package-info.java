/** Talks to an old server, the one of spinnaker_proxy, in place of a gateway. */
@NullMarked
package org.spinngate.client.legacy;

import org.jspecify.annotations.NullMarked;
