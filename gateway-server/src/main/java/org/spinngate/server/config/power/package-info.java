/** What the configuration says of boards' power, and of what is done before and after sessions. */
@NullMarked
package org.spinngate.server.config.power;

import org.jspecify.annotations.NullMarked;
