/** SCP between a flow and its board: what is changed or dropped, and what waits for its turn. */
@NullMarked
package org.spinngate.server.scp;

import org.jspecify.annotations.NullMarked;
