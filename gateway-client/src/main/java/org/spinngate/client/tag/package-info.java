/**
 * Where the client delivers what the IP tags of a board aim at.
 *
 * <ul>
 *   <li><b>tag target</b>: the address and port that an IP tag names; the client delivers there
 *       what the board sends by the tag
 * </ul>
 */
@NullMarked
package org.spinngate.client.tag;

import org.jspecify.annotations.NullMarked;
