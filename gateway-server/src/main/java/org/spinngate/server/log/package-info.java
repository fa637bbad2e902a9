/** What the log does not say a thousand times. */
@NullMarked
package org.spinngate.server.log;

import org.jspecify.annotations.NullMarked;
