/** The old tool, played from the description of its wire, against our programs. */
@NullMarked
package org.spinngate.endtoend.old;

import org.jspecify.annotations.NullMarked;
