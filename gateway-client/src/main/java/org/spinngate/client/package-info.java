/** The commands of {@code gateway-client} and the assembly of its parts. */
@NullMarked
package org.spinngate.client;

import org.jspecify.annotations.NullMarked;
