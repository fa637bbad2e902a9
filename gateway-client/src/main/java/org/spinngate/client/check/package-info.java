/**
 * Asks a server something without a session, and finds out what would keep the user from working.
 *
 * <ul>
 *   <li><b>finding</b>: what one step of a check has found, what that means and what to do
 *   <li><b>verdict</b>: whether one tool would work with what was found
 * </ul>
 */
@NullMarked
package org.spinngate.client.check;

import org.jspecify.annotations.NullMarked;
