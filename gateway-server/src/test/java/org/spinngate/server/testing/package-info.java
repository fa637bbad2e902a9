/** Applications and boot tools for tests, as unsuspecting of a gateway as the real ones. */
package org.spinngate.server.testing;
