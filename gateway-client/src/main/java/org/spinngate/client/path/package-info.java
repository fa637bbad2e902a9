/** What is known of the way to the server: round trip, loss, carrier, and since when. */
@NullMarked
package org.spinngate.client.path;

import org.jspecify.annotations.NullMarked;
