/** Tests of the Telegram bot, against a Bot API server of our own. */
@NullMarked
package io.github.tempera.service.telegram;

import org.jspecify.annotations.NullMarked;
