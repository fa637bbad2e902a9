/** Writes the log on threads of its own, and holds back lines that repeat themselves. */
@NullMarked
package org.spinngate.server.log;

import org.jspecify.annotations.NullMarked;
