/** The stream carrier: frames on one ordered, reliable connection, which TLS 1.3 keeps secret. */
@NullMarked
package org.spinngate.protocol.stream;

import org.jspecify.annotations.NullMarked;
