/** What sessions do, in numbers: counters, round trips, and who is told of them. */
@NullMarked
package org.spinngate.server.usage;

import org.jspecify.annotations.NullMarked;
