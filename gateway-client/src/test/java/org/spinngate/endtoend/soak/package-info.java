/** Hours of coming and going, after which everything must be as it was. */
package org.spinngate.endtoend.soak;
