package org.spinngate.server.cluster.member;

/** Hears what becomes of this gateway and the others, on a thread that must not wait. */
public interface MemberEvents {
  /** This one is none of them any more, and every gateway may take its boards. Told once. */
  void fenced();

  /**
   * Another one is gone, by a goodbye or because it was fenced: every gateway may take its boards.
   */
  void gone(String gatewayId);

  /** From now on this one may speak to boards, or may not. */
  void sure(boolean safe);
}
