/** The sealed carrier: SCP datagrams in encrypted packets of UDP, beside a stream. */
@NullMarked
package org.spinngate.protocol.sealed;

import org.jspecify.annotations.NullMarked;
