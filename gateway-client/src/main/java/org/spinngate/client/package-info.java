/** The whole client for one board: here its objects are made and joined by hand. */
@NullMarked
package org.spinngate.client;

import org.jspecify.annotations.NullMarked;
