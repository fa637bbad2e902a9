/** The commands of {@code gateway-client}: flags, standard streams, signals and exit codes. */
@NullMarked
package org.spinngate.client.command;

import org.jspecify.annotations.NullMarked;
