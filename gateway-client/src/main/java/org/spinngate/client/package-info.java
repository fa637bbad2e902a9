/** The assembly of the parts: one client with one board. */
@NullMarked
package org.spinngate.client;

import org.jspecify.annotations.NullMarked;
