/** Addresses and ports of this machine: which ones a word stands for, and whose they are. */
@NullMarked
package org.spinngate.client.net;

import org.jspecify.annotations.NullMarked;
