/**
 * How the bot answers: what waits to be said and its sending, how far paintings are, and the calls
 * to Telegram.
 *
 * <ul>
 *   <li>outbox: notes that Telegram does not have yet; a parcel is one that is being sent
 *   <li>works: what people want painted, and what has become of it
 *   <li>ticket: the message that tells how far a work is
 *   <li>aside: a call that is worth one try
 * </ul>
 */
@NullMarked
package io.github.tempera.service.telegram.show;

import org.jspecify.annotations.NullMarked;
