/** Every fault of the network, every tool, every job: what the tool's user must see. */
package org.spinngate.endtoend.matrix;
