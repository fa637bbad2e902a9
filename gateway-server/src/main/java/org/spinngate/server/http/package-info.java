/** The status page, metrics and health by HTTP, to look at and not to change anything. */
@NullMarked
package org.spinngate.server.http;

import org.jspecify.annotations.NullMarked;
