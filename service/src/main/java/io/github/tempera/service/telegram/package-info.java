/**
 * The Telegram bot, on the queue and the styles of the {@link io.github.tempera.service.Service}:
 * read {@link io.github.tempera.service.telegram.Bot} first.
 *
 * <p>An update is first stored ({@code Inbox}), so that it is taken in exactly once. The {@code
 * Desk} works it off: it has the {@code Listener} fetch pictures and look up what is referred to,
 * asks the {@code Conversation} what to do, and stores that together with the job in one
 * transaction. What is to be said lies in the {@code Outbox} until Telegram has it. The {@code
 * Follower} follows jobs to their ends.
 *
 * <p>Two rooms lie behind: {@code show}, how people are answered, and {@code conversation}, what is
 * said next. Words of this one:
 *
 * <ul>
 *   <li>update: what Telegram tells, such as a message or the press of a button
 *   <li>incoming: an update, as far as the bot cares
 *   <li>unit: what is worked off at once, one incoming or all of an album
 *   <li>desk: works off one unit of a chat after the other, several chats at once
 * </ul>
 */
@NullMarked
package io.github.tempera.service.telegram;

import org.jspecify.annotations.NullMarked;
