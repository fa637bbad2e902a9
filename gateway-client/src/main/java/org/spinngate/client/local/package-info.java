/** The bound local ports that stand for the board, and the applications that talk to them. */
@NullMarked
package org.spinngate.client.local;

import org.jspecify.annotations.NullMarked;
