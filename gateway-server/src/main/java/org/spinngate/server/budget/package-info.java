/** Budgets: what many sessions share, and how much of it one session or one user may have. */
@NullMarked
package org.spinngate.server.budget;

import org.jspecify.annotations.NullMarked;
