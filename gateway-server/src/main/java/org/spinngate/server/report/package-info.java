/** What people and programs read about the running gateway: rows as tables and as JSON. */
@NullMarked
package org.spinngate.server.report;

import org.jspecify.annotations.NullMarked;
