/** The server's process: its assembly and its command line. */
@NullMarked
package org.spinngate.server;

import org.jspecify.annotations.NullMarked;
