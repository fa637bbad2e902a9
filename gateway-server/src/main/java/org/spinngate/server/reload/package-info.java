/** Another configuration while the server runs: what it changes, and how it takes effect. */
@NullMarked
package org.spinngate.server.reload;

import org.jspecify.annotations.NullMarked;
