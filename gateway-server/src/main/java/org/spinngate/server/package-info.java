/** Probe. */
@NullMarked
package org.spinngate.server;

import org.jspecify.annotations.NullMarked;
