/**
 * What sessions do, in numbers: counters, round trips, and the interface by which metrics get them.
 */
@NullMarked
package org.spinngate.server.usage;

import org.jspecify.annotations.NullMarked;
