/**
 * What the operator says that concerns users and boards: done here, and by the other gateways if
 * there are several.
 */
@NullMarked
package org.spinngate.server.order;

import org.jspecify.annotations.NullMarked;
