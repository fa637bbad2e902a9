/** The commands of {@code gateway-server}, but for those that run a server. */
@NullMarked
package org.spinngate.server.command;

import org.jspecify.annotations.NullMarked;
