/**
 * How a connection to a server comes about: names, addresses, identity, login; and why it ended.
 */
@NullMarked
package org.spinngate.client.dial;

import org.jspecify.annotations.NullMarked;
