/** Reads the configuration file into records; no other package knows its format, HOCON. */
@NullMarked
package org.spinngate.server.config.file;

import org.jspecify.annotations.NullMarked;
