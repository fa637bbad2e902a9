package org.spinngate.endtoend.tools;

/**
 * What happened on a tool's SCP sockets during one operation.
 *
 * @param requests datagrams sent, retries included
 * @param retries datagrams that had been sent before
 * @param repeated different requests that were sent more than once
 * @param mostSends how often the request was sent that was sent most often
 * @param wrongAnswers answers that the tool believed and that were not right: to another request,
 *     or with other bytes than the board holds
 * @param duplicates answers to requests that had been answered before, believed or not
 * @param strays datagrams that answer nothing the tool ever asked
 */
public record ToolCounts(
    long requests,
    long retries,
    long repeated,
    int mostSends,
    long wrongAnswers,
    long duplicates,
    long strays) {}
