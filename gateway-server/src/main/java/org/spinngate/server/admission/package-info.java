/**
 * Who is let in to which board: permissions, connections that have logged in, and who was sent
 * away.
 */
@NullMarked
package org.spinngate.server.admission;

import org.jspecify.annotations.NullMarked;
