/** How a record of the configuration checks its values. */
@NullMarked
package org.spinngate.server.config.rule;

import org.jspecify.annotations.NullMarked;
