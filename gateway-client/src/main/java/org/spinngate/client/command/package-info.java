/**
 * The commands of {@code gateway-client}: flags, standard streams, signals and exit codes. *
 *
 * <p>{@code BoardSet} of the client's {@code command} holds one board or several: a {@code
 * GatewayClient} for each, all with the same {@code ClientSockets}, so there is still one event
 * loop. Each has its own connection, local ports, flows and {@code PathObserver}; none knows of
 * another. A {@code WatchedSession} tells of one, through a {@code Console} that puts the board's
 * name in front if there are several, and gives its ports back when it is over. {@code AskingOrder}
 * says which board is asked for when (decision 36). One session is one board everywhere below.
 */
@NullMarked
package org.spinngate.client.command;

import org.jspecify.annotations.NullMarked;
