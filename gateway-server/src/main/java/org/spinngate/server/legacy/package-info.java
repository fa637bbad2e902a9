/** The door for old clients, which know neither users nor boards. */
@NullMarked
package org.spinngate.server.legacy;

import org.jspecify.annotations.NullMarked;
