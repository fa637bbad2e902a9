package org.spinngate.server.metrics;

/**
 * Datagrams of all sessions together since the server's start.
 *
 * @param toBoard sent to boards
 * @param toClient handed to tunnels
 * @param dropped dropped
 */
public record Totals(long toBoard, long toClient, long dropped) {}
