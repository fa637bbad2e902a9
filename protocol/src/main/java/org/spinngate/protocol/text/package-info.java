/**
 * Text from and for the operating system, in UTF-8 in every locale: names of files, arguments,
 * environment, standard output.
 */
@NullMarked
package org.spinngate.protocol.text;

import org.jspecify.annotations.NullMarked;
