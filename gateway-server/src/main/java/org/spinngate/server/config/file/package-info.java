/** Reads the operator's file into the records of the package above; only here is HOCON known. */
@NullMarked
package org.spinngate.server.config.file;

import org.jspecify.annotations.NullMarked;
