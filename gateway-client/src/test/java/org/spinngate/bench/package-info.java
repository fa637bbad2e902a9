/** Programs that measure the gateway; nothing here is a test. */
package org.spinngate.bench;
