/** What the operating system has for sockets, and what it tells of them. */
@NullMarked
package org.spinngate.protocol.net;

import org.jspecify.annotations.NullMarked;
