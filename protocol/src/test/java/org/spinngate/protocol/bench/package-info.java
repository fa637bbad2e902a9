/** What the way of a datagram costs, measured by JMH with {@code mvn -Pjmh package}. */
package org.spinngate.protocol.bench;
