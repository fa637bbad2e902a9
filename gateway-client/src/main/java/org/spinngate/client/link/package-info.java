/** Keeps one tunnel to the server alive: dialling, identity, greeting, opening, reconnecting. */
@NullMarked
package org.spinngate.client.link;

import org.jspecify.annotations.NullMarked;
