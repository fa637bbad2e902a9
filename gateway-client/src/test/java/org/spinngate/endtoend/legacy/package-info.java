/** The old tool, played from the description of its wire, against our programs. */
@NullMarked
package org.spinngate.endtoend.legacy;

import org.jspecify.annotations.NullMarked;
