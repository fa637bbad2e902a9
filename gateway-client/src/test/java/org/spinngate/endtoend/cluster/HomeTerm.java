package org.spinngate.endtoend.cluster;

/**
 * A time in which a board had one home, as the ledger has it.
 *
 * @param number one more at each change of home
 * @param gateway the name of the home
 * @param sinceMillis the time of day when it began or a moment earlier; 0 if nobody knows
 */
record HomeTerm(long number, String gateway, long sinceMillis) {}
