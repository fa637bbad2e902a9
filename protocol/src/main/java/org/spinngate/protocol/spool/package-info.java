/** Ways out of the process whose other end may stand still, such as standard error. */
@NullMarked
package org.spinngate.protocol.spool;

import org.jspecify.annotations.NullMarked;
