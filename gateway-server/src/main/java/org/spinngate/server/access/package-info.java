/** Who may come in, with which token, to which boards, and how often. */
@NullMarked
package org.spinngate.server.access;

import org.jspecify.annotations.NullMarked;
