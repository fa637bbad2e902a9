/** How bans of one gateway reach the others. */
@NullMarked
package org.spinngate.server.cluster.ban;

import org.jspecify.annotations.NullMarked;
