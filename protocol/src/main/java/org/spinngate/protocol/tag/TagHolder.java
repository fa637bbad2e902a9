package org.spinngate.protocol.tag;

/** Whose flows set IP tags, such as a session; known by nothing but its identity. */
public interface TagHolder {
  /** One whom nobody tells anything. */
  TagHolder SILENT =
      new TagHolder() {
        @Override
        public void lost(int number, boolean cleared, TagHolder by) {}

        @Override
        public String name() {
          return "";
        }
      };

  /**
   * Another holder has asked the board to clear a tag that this one has set, or to set it for
   * itself. Called on the thread of the other, which must not have to wait.
   *
   * @param number the tag's
   * @param cleared whether it was cleared; if not, it is the other's now
   */
  void lost(int number, boolean cleared, TagHolder by);

  /** What others may be told that it is called. */
  String name();
}
