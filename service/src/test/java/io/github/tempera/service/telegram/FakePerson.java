package io.github.tempera.service.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Someone in a chat, and what people do there. */
final class FakePerson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeTelegram telegram;
  private final long chat;
  private final long id;
  private final String language;

  FakePerson(FakeTelegram telegram, long chat, long id, String language) {
    this.telegram = telegram;
    this.chat = chat;
    this.id = id;
    this.language = language;
  }

  /** The same person in a group. */
  FakePerson in(long group) {
    return new FakePerson(telegram, group, id, language);
  }

  long chat() {
    return chat;
  }

  private ObjectNode from() {
    return JSON.createObjectNode()
        .put("id", id)
        .put("is_bot", false)
        .put("first_name", "P" + id)
        .put("language_code", language);
  }

  /** A message that nobody has sent yet. */
  ObjectNode message() {
    ObjectNode message = JSON.createObjectNode();
    message.put("message_id", telegram.chats().nextMessageId());
    message.put("date", System.currentTimeMillis() / 1000);
    message.set("from", from());
    message.set("chat", FakeChats.chat(chat));
    return message;
  }

  /** Sends a message; returns it as its update. */
  ObjectNode send(ObjectNode message) {
    ObjectNode update = JSON.createObjectNode();
    update.set("message", message);
    telegram.updates().add(update);
    return update;
  }

  ObjectNode sendNew(Consumer<ObjectNode> content) {
    ObjectNode message = message();
    content.accept(message);
    send(message);
    return message;
  }

  ObjectNode text(String text) {
    return sendNew(message -> putText(message, "text", "entities", text));
  }

  /** A text with the commands and mentions that Telegram finds in it. */
  static void putText(ObjectNode message, String field, String entitiesField, String text) {
    message.put(field, text);
    ArrayNode entities = message.putArray(entitiesField);
    int start = 0;
    for (String word : text.split(" ", -1)) {
      if (word.startsWith("/") || word.startsWith("@")) {
        entities
            .addObject()
            .put("type", word.startsWith("/") ? "bot_command" : "mention")
            .put("offset", start)
            .put("length", word.length());
      }
      start += word.length() + 1;
    }
  }

  ObjectNode photo(byte[] picture) {
    return sendNew(message -> putPhoto(message, picture));
  }

  /** Telegram offers a photo in several sizes, smallest first. */
  void putPhoto(ObjectNode message, byte[] picture) {
    ArrayNode sizes = message.putArray("photo");
    telegram.chats().putPhotoSizes(sizes, picture);
  }

  ObjectNode document(byte[] picture, String mimeType) {
    return document(picture, mimeType, picture.length);
  }

  ObjectNode document(byte[] picture, String mimeType, long statedSize) {
    return sendNew(message -> putDocument(message, picture, mimeType, statedSize));
  }

  void putDocument(ObjectNode message, byte[] bytes, String mimeType, long statedSize) {
    String file = telegram.chats().keep(bytes, statedSize);
    message
        .putObject("document")
        .put("file_id", file)
        .put("file_unique_id", "u" + file)
        .put("file_name", "picture." + mimeType.replaceFirst(".*/", "").toLowerCase(Locale.ROOT))
        .put("mime_type", mimeType)
        .put("file_size", statedSize);
  }

  /** An album: as many messages as pictures, tied together by an id only. */
  List<ObjectNode> album(byte[]... pictures) {
    String group = "album" + telegram.chats().nextMessageId();
    List<ObjectNode> messages = new ArrayList<>();
    for (byte[] picture : pictures) {
      ObjectNode message = message().put("media_group_id", group);
      putPhoto(message, picture);
      messages.add(message);
    }
    messages.forEach(this::send);
    return messages;
  }

  /** A photo in reply to a message of anybody's. */
  ObjectNode replyWithPhoto(ObjectNode to, byte[] picture) {
    return sendNew(
        message -> {
          putPhoto(message, picture);
          message.set("reply_to_message", to);
        });
  }

  /** A sticker, video, … of which the bot can make nothing. */
  ObjectNode thing(String kind) {
    return sendNew(
        message ->
            message.putObject(kind).put("file_id", "f-" + kind).put("file_unique_id", "u-" + kind));
  }

  /** Presses the button with these words; returns the press's update. */
  ObjectNode press(BotMessage on, String label) {
    String data = on.buttons().get(label);
    if (data == null) {
      throw new AssertionError("No button \"" + label + "\" among " + on.labels());
    }
    return pressData(on, data);
  }

  ObjectNode pressData(BotMessage on, String data) {
    ObjectNode update = JSON.createObjectNode();
    ObjectNode press = update.putObject("callback_query");
    press.put("id", telegram.chats().newPress());
    press.set("from", from());
    press.put("chat_instance", "1");
    press.put("data", data);
    press.set("message", FakeChats.json(on));
    telegram.updates().add(update);
    return update;
  }

  /** Blocks the bot: it is told so, and from then on refused. */
  void block() {
    telegram.chats().block(chat);
    ObjectNode update = JSON.createObjectNode();
    ObjectNode change = update.putObject("my_chat_member");
    change.set("chat", FakeChats.chat(chat));
    change.set("from", from());
    change.put("date", System.currentTimeMillis() / 1000);
    change.putObject("old_chat_member").put("status", "member").set("user", FakeChats.bot());
    change.putObject("new_chat_member").put("status", "kicked").set("user", FakeChats.bot());
    telegram.updates().add(update);
  }

  /** What the bot has in this chat now. */
  List<BotMessage> sees() {
    return telegram.chats().messages(chat);
  }
}
