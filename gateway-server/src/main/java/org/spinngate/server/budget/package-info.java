/**
 * Limits on what many sessions share, and on how much of it one user may have.
 *
 * <ul>
 *   <li><b>budget</b>: so many bytes or flows, of which everybody takes and gives back
 * </ul>
 */
@NullMarked
package org.spinngate.server.budget;

import org.jspecify.annotations.NullMarked;
