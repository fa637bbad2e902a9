/** Types that name each other, for the test of the rule. */
@NullMarked
package org.spinngate.protocol.testing.architecture.circle;

import org.jspecify.annotations.NullMarked;
