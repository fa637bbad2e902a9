/**
 * Text from and for the operating system, in UTF-8 whatever the locale says: names of files,
 * arguments, environment, standard output.
 */
@NullMarked
package org.spinngate.protocol.text;

import org.jspecify.annotations.NullMarked;
