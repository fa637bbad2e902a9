/** Probe. */
@NullMarked
package org.spinngate.client;

import org.jspecify.annotations.NullMarked;
