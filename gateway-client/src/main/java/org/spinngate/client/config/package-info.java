/** What the user asked for: flags, environment and file, read into immutable records. */
@NullMarked
package org.spinngate.client.config;

import org.jspecify.annotations.NullMarked;
