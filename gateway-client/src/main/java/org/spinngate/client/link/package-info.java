/** Keeps one session and its tunnel alive: opening, queueing, reconnecting, resuming. */
@NullMarked
package org.spinngate.client.link;

import org.jspecify.annotations.NullMarked;
