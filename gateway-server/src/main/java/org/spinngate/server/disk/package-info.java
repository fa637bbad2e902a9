/** Small files that outlive the process, written by a thread of their own. */
@NullMarked
package org.spinngate.server.disk;

import org.jspecify.annotations.NullMarked;
