/**
 * Users, their tokens, and limits on logins and connections.
 *
 * <ul>
 *   <li><b>ban</b>: logins of one user name at one address, or of all strangers there, are refused
 *       for a while, because too many have failed
 *   <li><b>credential</b>: what somebody shows to be let in ({@link Credential}); a user name and a
 *       token so far
 *   <li><b>login</b>: a user, and the credential by which that user was let in ({@link Login})
 *   <li><b>token</b>: the secret of a user; the server knows only its hash
 *   <li><b>user</b>: somebody with a name, tokens and a list of boards in the configuration
 * </ul>
 */
@NullMarked
package org.spinngate.server.access;

import org.jspecify.annotations.NullMarked;
