/** Asks a server something without opening a session. */
@NullMarked
package org.spinngate.client.check;

import org.jspecify.annotations.NullMarked;
