package io.github.tempera.service.telegram;

import com.pengrad.telegrambot.model.CallbackQuery;
import com.pengrad.telegrambot.model.ChatMember;
import com.pengrad.telegrambot.model.ChatMemberUpdated;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.MessageEntity;
import com.pengrad.telegrambot.model.PhotoSize;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.User;
import com.pengrad.telegrambot.model.message.MaybeInaccessibleMessage;
import io.github.tempera.service.telegram.Incoming.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From Telegram's updates to {@link Incoming}.
 *
 * @param botId the bot's own id
 * @param botName its user name, without the @
 */
record Translator(long botId, String botName) {
  /** The kinds of update that the bot asks for. */
  static final String[] ALLOWED = {"message", "callback_query", "my_chat_member"};

  private static final Pattern COMMAND = Pattern.compile("/(\\w{1,32})(?:@(\\w+))?");

  /** What an update says; empty if it is nothing to the bot. */
  Optional<Incoming> translate(Update update) {
    if (update.message() != null) {
      return message(update.updateId(), update.message());
    }
    if (update.callbackQuery() != null) {
      return press(update.updateId(), update.callbackQuery());
    }
    if (update.myChatMember() != null) {
      return membership(update.updateId(), update.myChatMember());
    }
    return Optional.empty();
  }

  private Optional<Incoming> message(int update, Message message) {
    User from = message.from();
    if (from == null || Boolean.TRUE.equals(from.isBot()) || message.chat() == null) {
      return Optional.empty();
    }
    Optional<Said> said = said(message);
    Message replied = message.replyToMessage();
    return said.map(
        it ->
            new Incoming(
                update,
                message.chat().id(),
                from.id(),
                language(from),
                message.messageId(),
                message.date() == null ? 0 : message.date(),
                message.mediaGroupId(),
                isAddressed(message),
                it.kind,
                it.word,
                pictures(message),
                replied == null ? 0 : replied.messageId(),
                replied == null ? List.of() : pictures(replied),
                null));
  }

  private record Said(Kind kind, String word) {}

  private Optional<Said> said(Message message) {
    String text = message.text() == null ? "" : message.text().strip();
    if (!pictures(message).isEmpty()) {
      return Optional.of(new Said(Kind.PICTURE, ""));
    }
    if (!text.isEmpty()) {
      Matcher command = COMMAND.matcher(text.split("\\s", 2)[0]);
      return Optional.of(
          command.matches()
              ? new Said(Kind.COMMAND, command.group(1).toLowerCase(Locale.ROOT))
              : new Said(Kind.TEXT, ""));
    }
    return unusable(message).map(word -> new Said(Kind.UNUSABLE, word));
  }

  private static Optional<String> unusable(Message message) {
    if (message.sticker() != null) {
      return Optional.of("sticker");
    }
    if (message.video() != null || message.videoNote() != null || message.animation() != null) {
      return Optional.of("video");
    }
    if (message.document() != null) {
      return Optional.of("file");
    }
    boolean other =
        message.voice() != null
            || message.audio() != null
            || message.contact() != null
            || message.location() != null
            || message.poll() != null
            || message.dice() != null;
    return other ? Optional.of("other") : Optional.empty();
  }

  private static List<Attachment> pictures(Message message) {
    if (message.photo() != null && message.photo().length > 0) {
      PhotoSize largest =
          Arrays.stream(message.photo())
              .max(Comparator.comparingLong(size -> (long) size.width() * size.height()))
              .orElseThrow();
      return List.of(new Attachment(largest.fileId(), orZero(largest.fileSize()), false));
    }
    var document = message.document();
    // An animation comes as a document, too.
    if (document != null
        && message.animation() == null
        && String.valueOf(document.mimeType()).startsWith("image/")) {
      return List.of(new Attachment(document.fileId(), orZero(document.fileSize()), true));
    }
    return List.of();
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  /** In groups: a command or mention with the bot's name, or a reply to the bot. */
  private boolean isAddressed(Message message) {
    if (!Incoming.isGroup(message.chat().id())) {
      return true;
    }
    Message replied = message.replyToMessage();
    return (replied != null && replied.from() != null && replied.from().id() == botId)
        || names(message.text(), message.entities())
        || names(message.caption(), message.captionEntities());
  }

  private boolean names(@Nullable String text, MessageEntity @Nullable [] entities) {
    if (text == null || entities == null) {
      return false;
    }
    return Stream.of(entities)
        .filter(
            entity ->
                entity.type() == MessageEntity.Type.mention
                    || entity.type() == MessageEntity.Type.bot_command)
        .map(entity -> text.substring(entity.offset(), entity.offset() + entity.length()))
        .anyMatch(word -> word.toLowerCase(Locale.ROOT).endsWith(suffix()));
  }

  private String suffix() {
    return "@" + botName.toLowerCase(Locale.ROOT);
  }

  private Optional<Incoming> press(int update, CallbackQuery press) {
    MaybeInaccessibleMessage on = press.maybeInaccessibleMessage();
    if (on == null || on.chat() == null || press.data() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Incoming(
            update,
            on.chat().id(),
            press.from().id(),
            language(press.from()),
            on.messageId(),
            0,
            null,
            true,
            Kind.PRESS,
            press.data(),
            List.of(),
            0,
            List.of(),
            press.id()));
  }

  private static Optional<Incoming> membership(int update, ChatMemberUpdated change) {
    ChatMember now = change.newChatMember();
    if (now.status() != ChatMember.Status.kicked && now.status() != ChatMember.Status.left) {
      return Optional.empty();
    }
    return Optional.of(
        new Incoming(
            update,
            change.chat().id(),
            change.from().id(),
            "",
            0,
            0,
            null,
            true,
            Kind.GONE,
            "",
            List.of(),
            0,
            List.of(),
            null));
  }

  private static String language(User user) {
    return user.languageCode() == null ? "" : user.languageCode();
  }
}
