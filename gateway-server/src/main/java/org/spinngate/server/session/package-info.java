/** Sessions: one user's time with one board, whatever door the user came through. */
@NullMarked
package org.spinngate.server.session;

import org.jspecify.annotations.NullMarked;
