/** What the client prints for people, and the lists that it prints for programs. */
@NullMarked
package org.spinngate.client.console;

import org.jspecify.annotations.NullMarked;
