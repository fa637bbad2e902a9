package org.spinngate.server.cluster.member;

/** Hears what becomes of this gateway and the others, on a thread that must not wait. */
public interface MemberEvents {
  /** This one is none of them any more, and its boards are anybody's. Told once. */
  void fenced();

  /** Another one is gone, by a goodbye or because it was fenced: its boards are anybody's. */
  void gone(String gatewayId);

  /** From now on this one may speak to boards, or may not. */
  void sure(boolean safe);
}
