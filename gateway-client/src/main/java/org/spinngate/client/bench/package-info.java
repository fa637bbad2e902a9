/** Measures how fast a board answers, by one path or by two in turn. */
@NullMarked
package org.spinngate.client.bench;

import org.jspecify.annotations.NullMarked;
