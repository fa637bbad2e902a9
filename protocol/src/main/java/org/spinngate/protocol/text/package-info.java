/**
 * Text that comes from the operating system or goes to it is UTF-8, whatever the locale says: names
 * of files, arguments, environment, standard output.
 */
@NullMarked
package org.spinngate.protocol.text;

import org.jspecify.annotations.NullMarked;
