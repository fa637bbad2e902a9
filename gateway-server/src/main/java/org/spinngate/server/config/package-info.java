/** The configuration as immutable records, each of which checks its own values. */
@NullMarked
package org.spinngate.server.config;

import org.jspecify.annotations.NullMarked;
