/** The commands that need no running server. */
@NullMarked
package org.spinngate.server.command;

import org.jspecify.annotations.NullMarked;
