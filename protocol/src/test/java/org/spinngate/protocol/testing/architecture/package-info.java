/** Rules of ArchUnit that all modules hold, each with the exceptions of the module. */
@NullMarked
package org.spinngate.protocol.testing.architecture;

import org.jspecify.annotations.NullMarked;
