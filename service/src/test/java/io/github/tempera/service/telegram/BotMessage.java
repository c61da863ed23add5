package io.github.tempera.service.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a chat shows of a message of the bot's.
 *
 * @param kind text, photo or document
 * @param text the text or caption
 * @param file the picture, empty for a text
 * @param replyTo the message it answers, 0 if none
 */
record BotMessage(
    long chat,
    int id,
    String kind,
    String text,
    byte[] file,
    String fileName,
    @Nullable JsonNode markup,
    int replyTo) {

  /** The data of each button, by what it says. */
  Map<String, String> buttons() {
    Map<String, String> buttons = new LinkedHashMap<>();
    if (markup != null) {
      for (JsonNode row : markup.path("inline_keyboard")) {
        row.forEach(b -> buttons.put(b.path("text").asText(), b.path("callback_data").asText()));
      }
    }
    return buttons;
  }

  List<String> labels() {
    return new ArrayList<>(buttons().keySet());
  }

  boolean isPicture() {
    return file.length > 0;
  }

  BotMessage withText(String newText) {
    return new BotMessage(chat, id, kind, newText, file, fileName, markup, replyTo);
  }

  BotMessage withFile(byte[] newFile) {
    return new BotMessage(chat, id, kind, text, newFile, fileName, markup, replyTo);
  }

  BotMessage withMarkup(@Nullable JsonNode newMarkup) {
    return new BotMessage(chat, id, kind, text, file, fileName, newMarkup, replyTo);
  }
}
