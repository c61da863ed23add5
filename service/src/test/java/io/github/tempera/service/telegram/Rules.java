package io.github.tempera.service.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.imageio.ImageIO;

/** What Telegram accepts of a bot, as its documentation of the Bot API states it. */
record Rules(long photoBytes, long uploadBytes, long downloadBytes, int photoSides) {
  static final Rules TELEGRAM = new Rules(10_000_000, 50_000_000, 20_000_000, 10_000);

  private static final int RATIO = 20;
  private static final int TEXT = 4096;
  private static final int CAPTION = 1024;
  private static final int CALLBACK_DATA = 64;
  private static final int BUTTONS_IN_A_ROW = 8;
  private static final int BUTTONS = 100;
  private static final int ANSWER = 200;
  private static final Set<String> ACTIONS =
      Set.of("typing", "upload_photo", "upload_document", "choose_sticker");

  static void text(String text) throws Refusal {
    if (text.isBlank()) {
      throw Refusal.bad("message text is empty");
    }
    if (text.length() > TEXT) {
      throw Refusal.bad("message is too long");
    }
  }

  static void caption(String caption) throws Refusal {
    if (caption.length() > CAPTION) {
      throw Refusal.bad("message caption is too long");
    }
  }

  static void answer(String text) throws Refusal {
    if (text.length() > ANSWER) {
      throw Refusal.bad("MESSAGE_TOO_LONG");
    }
  }

  static void action(String action) throws Refusal {
    if (!ACTIONS.contains(action)) {
      throw Refusal.bad("wrong parameter action in request");
    }
  }

  static void keyboard(JsonNode markup) throws Refusal {
    int count = 0;
    for (JsonNode row : markup.path("inline_keyboard")) {
      if (row.size() > BUTTONS_IN_A_ROW) {
        throw Refusal.bad("reply markup is too long");
      }
      for (JsonNode button : row) {
        count++;
        if (button.path("text").asText().isBlank()) {
          throw Refusal.bad("text buttons are unallowed in the inline keyboard");
        }
        int bytes = button.path("callback_data").asText().getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > CALLBACK_DATA) {
          throw Refusal.bad("BUTTON_DATA_INVALID");
        }
      }
    }
    if (count > BUTTONS) {
      throw Refusal.bad("reply markup is too long");
    }
  }

  void photo(byte[] bytes) throws Refusal {
    if (bytes.length > photoBytes) {
      throw Refusal.bad("file is too big");
    }
    BufferedImage image = image(bytes);
    int longest = Math.max(image.getWidth(), image.getHeight());
    int shortest = Math.min(image.getWidth(), image.getHeight());
    if (longest + shortest > photoSides || longest > RATIO * shortest) {
      throw Refusal.bad("PHOTO_INVALID_DIMENSIONS");
    }
  }

  void document(byte[] bytes) throws Refusal {
    if (bytes.length > uploadBytes) {
      throw new Refusal(413, "Request Entity Too Large", 0);
    }
    if (bytes.length == 0) {
      throw Refusal.bad("file must be non-empty");
    }
  }

  static BufferedImage image(byte[] bytes) throws Refusal {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
      if (image == null) {
        throw Refusal.bad("IMAGE_PROCESS_FAILED");
      }
      return image;
    } catch (IOException e) {
      throw Refusal.bad("IMAGE_PROCESS_FAILED");
    }
  }
}
