/** What the operator decided: one HOCON file, read and checked once, as immutable records. */
@NullMarked
package org.spinngate.server.config;

import org.jspecify.annotations.NullMarked;
