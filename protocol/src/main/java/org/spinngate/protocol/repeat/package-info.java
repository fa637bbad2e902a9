/** What is done again and again, and what is told of what happens again and again. */
@NullMarked
package org.spinngate.protocol.repeat;

import org.jspecify.annotations.NullMarked;
