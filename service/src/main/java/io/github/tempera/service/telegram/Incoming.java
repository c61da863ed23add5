package io.github.tempera.service.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an update says, as far as the bot cares; of texts nothing but commands is kept.
 *
 * @param chat where it happened
 * @param person who did it
 * @param language of that person, an IETF tag, or empty
 * @param message id of the message sent, or of the one whose button was pressed; 0 if none
 * @param date when, in seconds since 1970
 * @param album ties the messages of an album together
 * @param addressed whether it is meant for the bot
 * @param kind what happened
 * @param word the command, the pressed button's data, or what kind of thing cannot be painted
 * @param pictures 0 or 1
 * @param repliedTo id of the message it replies to, 0 if none
 * @param repliedPictures the picture of that message, if it has one
 * @param press id of the press, to answer it by
 */
record Incoming(
    int update,
    long chat,
    long person,
    String language,
    int message,
    long date,
    @Nullable String album,
    boolean addressed,
    Kind kind,
    String word,
    List<Attachment> pictures,
    int repliedTo,
    List<Attachment> repliedPictures,
    @Nullable String press) {

  enum Kind {
    COMMAND,
    TEXT,
    PICTURE,
    /** A sticker, a video, … */
    UNUSABLE,
    PRESS,
    /** The bot was blocked or thrown out. */
    GONE
  }

  /** In a private chat the chat is the person. */
  static boolean isGroup(long chat) {
    return chat < 0;
  }
}
