/** The wire of the tool that came before this one, as far as both programs speak it. */
@NullMarked
package org.spinngate.protocol.legacy;

import org.jspecify.annotations.NullMarked;
