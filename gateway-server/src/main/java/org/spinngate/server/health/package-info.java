/** Whether the gateway is able to work: loops answer, tunnels open, boards are within reach. */
@NullMarked
package org.spinngate.server.health;

import org.jspecify.annotations.NullMarked;
