/** Asks a board over and over, on one path or on two in turn, and says how fast it answers. */
@NullMarked
package org.spinngate.client.bench;

import org.jspecify.annotations.NullMarked;
