/** Finds out what boards are: asks those that nobody uses, and hears the boot ROMs' hellos. */
@NullMarked
package org.spinngate.server.probe;

import org.jspecify.annotations.NullMarked;
