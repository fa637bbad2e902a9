/** Counters for Prometheus: a bounded number of labels, and no cost for a datagram. */
@NullMarked
package org.spinngate.server.metrics;

import org.jspecify.annotations.NullMarked;
