/**
 * What the bot says next: read {@link io.github.tempera.service.telegram.conversation.Conversation}
 * first. It knows neither Telegram nor the database, and asks for no time: all of it is told.
 *
 * <ul>
 *   <li>heard: what someone said or did, with all that it refers to
 *   <li>received: a picture that someone sent
 *   <li>work: a picture that someone wants painted; a draft, until there is a style
 *   <li>state: where the conversation with someone stands
 *   <li>turn: what follows from what was heard, a state and acts
 *   <li>act: what is done, such as to say something or to paint
 *   <li>note: something to be said, with the keys under it
 *   <li>key: a button as it is shown; {@code Button} is what it does when pressed
 * </ul>
 */
@NullMarked
package io.github.tempera.service.telegram.conversation;

import org.jspecify.annotations.NullMarked;
