package org.spinngate.protocol.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.TagRequests.reply;
import static org.spinngate.protocol.testing.TagRequests.request;

import org.junit.jupiter.api.Test;

/** What is made of replies to requests about tags. */
class TagRepliesTest {
  private static final int REFUSED = 0x84;

  private final TagLedger ledger = new TagLedger();
  private long nanos;
  private final FlowTags one = new FlowTags(ledger, () -> nanos);
  private final FlowTags other = new FlowTags(ledger, () -> nanos);

  @Test
  void aReplyToANewTagWithoutItsNumberNamesNone() {
    one.sent(request(1, TagRequest.NEW, 0));

    one.received(reply(1, 9).capacity(14));
    nanos += AskedTags.PATIENCE;

    assertThat(one.any()).isFalse();
  }

  @Test
  void whatShowsTagsIsTheReplyToTheLatestQuestionForThemAndNoOther() {
    one.sent(request(1, TagRequest.GET, 0));
    assertThat(one.showsTags(reply(1, 0))).isTrue();
    assertThat(other.showsTags(reply(1, 0))).isFalse();
    assertThat(one.showsTags(reply(1, REFUSED, 0))).isFalse();

    one.sent(request(1, TagRequest.SET, 99));

    assertThat(one.showsTags(reply(1, 0))).isFalse();
  }
}
