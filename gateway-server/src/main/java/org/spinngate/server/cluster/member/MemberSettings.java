package org.spinngate.server.cluster.member;

/**
 * What a gateway says of itself.
 *
 * @param name the operator's word for it
 * @param address what clients reach it by
 * @param build its version
 * @param machine where it runs
 * @param times of the rule, the same for all gateways
 */
public record MemberSettings(
    String name, String address, String build, Machine machine, BeatTimes times) {}
