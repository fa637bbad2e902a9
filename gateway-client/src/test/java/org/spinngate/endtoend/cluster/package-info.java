/** Several gateways in front of the same boards, as processes, and what may go wrong with them. */
package org.spinngate.endtoend.cluster;
