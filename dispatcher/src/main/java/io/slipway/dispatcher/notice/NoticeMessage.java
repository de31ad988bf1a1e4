package io.slipway.dispatcher.notice;

import org.jspecify.annotations.Nullable;

/**
 * What a notice says, in one language.
 *
 * @param title one line
 * @param text some lines
 * @param path page of the dashboard, for example {@code /jobs/...}
 */
record NoticeMessage(String title, String text, @Nullable String jobId, String path) {}
