/** What the operator decided: immutable records, each of which checks its own rules. */
@NullMarked
package org.spinngate.server.config;

import org.jspecify.annotations.NullMarked;
