/** The host tools that people use, with the timing and the mistakes of the real ones. */
package org.spinngate.endtoend.tools;
