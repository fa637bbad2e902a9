/** The words that a person in front of the client reads. */
@NullMarked
package org.spinngate.client.console;

import org.jspecify.annotations.NullMarked;
