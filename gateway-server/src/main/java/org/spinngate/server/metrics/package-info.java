/** Counts what happens, for Prometheus: bounded labels, and no cost for a datagram. */
@NullMarked
package org.spinngate.server.metrics;

import org.jspecify.annotations.NullMarked;
