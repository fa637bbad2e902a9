/** What the user asked for: flags, environment and file, as immutable records. */
@NullMarked
package org.spinngate.client.config;

import org.jspecify.annotations.NullMarked;
