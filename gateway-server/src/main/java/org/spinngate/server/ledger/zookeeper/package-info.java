/**
 * The ledger that a quorum of Apache ZooKeeper servers keeps. Below one path, the chroot, every key
 * is a node; one watch tells of all of them.
 */
@NullMarked
package org.spinngate.server.ledger.zookeeper;

import org.jspecify.annotations.NullMarked;
