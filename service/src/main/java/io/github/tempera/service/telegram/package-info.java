/**
 * The Telegram bot, on the queue and the styles of the {@link io.github.tempera.service.Service}.
 *
 * <p>An update is first stored ({@code Inbox}), so that it is taken in exactly once. The {@code
 * Desk} works it off: it fetches the pictures, asks the {@code Conversation} (which knows neither
 * Telegram nor the database) what to do, and stores that together with the job in one transaction.
 * What is to be said lies in the {@code Outbox} until Telegram has it. The {@code Follower} follows
 * jobs to their ends.
 */
@NullMarked
package io.github.tempera.service.telegram;

import org.jspecify.annotations.NullMarked;
