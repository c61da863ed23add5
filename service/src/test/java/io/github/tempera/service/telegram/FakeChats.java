package io.github.tempera.service.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The chats of a fake Telegram: messages, files, buttons, and who blocked the bot. */
final class FakeChats {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Rules rules;
  private final Map<Integer, BotMessage> messages = new HashMap<>();
  private final List<BotMessage> everSent = new ArrayList<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, Long> statedSizes = new HashMap<>();
  private final Map<String, String> presses = new HashMap<>();
  private final Map<Long, List<String>> actions = new HashMap<>();
  private final Set<Long> blocked = new HashSet<>();
  private final Map<Long, List<Long>> sendTimes = new HashMap<>();
  private int perSecond = Integer.MAX_VALUE;
  private int lastMessageId;
  private int lastFile;
  private int lastPress;
  private int messagesToBlocked;

  FakeChats(Rules rules, FakeUpdates updates) {
    this.rules = rules;
  }

  /** From now on a chat takes so many messages a second, and then 429. */
  synchronized void limit(int messagesPerSecond) {
    perSecond = messagesPerSecond;
  }

  synchronized int nextMessageId() {
    return ++lastMessageId;
  }

  synchronized void block(long chat) {
    blocked.add(chat);
  }

  /** How often the bot tried to send something to who had blocked it. */
  synchronized int messagesToBlocked() {
    return messagesToBlocked;
  }

  /** What the bot has in a chat now, oldest first. */
  synchronized List<BotMessage> messages(long chat) {
    return messages.values().stream()
        .filter(message -> message.chat() == chat)
        .sorted((a, b) -> a.id() - b.id())
        .toList();
  }

  /** Each message as it was when sent, deleted ones too. */
  synchronized List<BotMessage> everSent(long chat) {
    return everSent.stream().filter(message -> message.chat() == chat).toList();
  }

  synchronized List<String> actions(long chat) {
    return List.copyOf(actions.getOrDefault(chat, List.of()));
  }

  /** What the bot said to each press, in their order; "" for nothing, null for no answer yet. */
  synchronized @Nullable String answerTo(ObjectNode pressUpdate) {
    return presses.get("answered " + pressUpdate.at("/callback_query/id").asText());
  }

  synchronized String newPress() {
    String id = "press" + ++lastPress;
    presses.put(id, "open");
    return id;
  }

  /** From now on an answer to this press comes too late. */
  synchronized void makeOld(ObjectNode pressUpdate) {
    presses.remove(pressUpdate.at("/callback_query/id").asText());
  }

  /** Keeps a file; returns its id. */
  synchronized String keep(byte[] bytes, long statedSize) {
    String id = "file" + ++lastFile;
    files.put(id, bytes);
    statedSizes.put(id, statedSize);
    return id;
  }

  /** The file at a path that getFile gave, or null. */
  synchronized byte @Nullable [] file(String path) {
    return files.get(path.replaceFirst("photos/", ""));
  }

  void putPhotoSizes(ArrayNode sizes, byte[] picture) {
    try {
      BufferedImage image = Rules.image(picture);
      int width = image.getWidth();
      int height = image.getHeight();
      putSize(sizes, TestPictures.png(9, 9, 0), width / 10 + 1, height / 10 + 1);
      putSize(sizes, picture, width, height);
    } catch (Refusal e) {
      putSize(sizes, picture, 1, 1);
    }
  }

  private void putSize(ArrayNode sizes, byte[] bytes, int width, int height) {
    String file = keep(bytes, bytes.length);
    sizes
        .addObject()
        .put("file_id", file)
        .put("file_unique_id", "u" + file)
        .put("width", width)
        .put("height", height)
        .put("file_size", bytes.length);
  }

  synchronized Object getFile(String id) throws Refusal {
    if (!files.containsKey(id)) {
      throw Refusal.bad("invalid file_id");
    }
    if (statedSizes.getOrDefault(id, 0L) > rules.downloadBytes()) {
      throw Refusal.bad("file is too big");
    }
    return JSON.createObjectNode()
        .put("file_id", id)
        .put("file_unique_id", "u" + id)
        .put("file_size", statedSizes.get(id))
        .put("file_path", "photos/" + id);
  }

  synchronized Object send(String kind, FormBody form) throws Refusal {
    long chat = form.number("chat_id");
    checkMaySend(chat);
    byte[] file = kind.equals("text") ? new byte[0] : upload(form, kind);
    String text = form.text(kind.equals("text") ? "text" : "caption");
    if (kind.equals("text")) {
      Rules.text(text);
    } else {
      Rules.caption(text);
    }
    if (kind.equals("photo")) {
      rules.photo(file);
    } else if (kind.equals("document")) {
      rules.document(file);
    }
    String name = form.file(kind).map(FormBody.Upload::name).orElse("");
    BotMessage message =
        new BotMessage(
            chat,
            ++lastMessageId,
            kind,
            text,
            file,
            name,
            markup(form),
            parse(form.text("reply_parameters")).path("message_id").asInt());
    messages.put(message.id(), message);
    everSent.add(message);
    files.put("bot" + message.id(), file);
    statedSizes.put("bot" + message.id(), (long) file.length);
    return json(message);
  }

  synchronized Object sendGroup(FormBody form) throws Refusal {
    JsonNode media = parse(form.text("media"));
    if (media.size() < 2 || media.size() > 10) {
      throw Refusal.bad("wrong number of items in album");
    }
    throw Refusal.bad("albums of the bot's own are not shown by this server");
  }

  private byte[] upload(FormBody form, String field) throws Refusal {
    FormBody.Upload upload = form.file(field).orElse(null);
    if (upload != null) {
      return upload.bytes();
    }
    byte[] known = files.get(form.text(field));
    if (known == null) {
      throw Refusal.bad("wrong file identifier/HTTP URL specified");
    }
    return known;
  }

  private void checkMaySend(long chat) throws Refusal {
    if (blocked.contains(chat)) {
      messagesToBlocked++;
      throw new Refusal(403, "Forbidden: bot was blocked by the user", 0);
    }
    if (chat == 0) {
      throw Refusal.bad("chat not found");
    }
    List<Long> times = sendTimes.computeIfAbsent(chat, any -> new ArrayList<>());
    long now = System.nanoTime();
    times.removeIf(time -> now - time > 1_000_000_000L);
    if (times.size() >= perSecond) {
      throw Refusal.tooMany(1);
    }
    times.add(now);
  }

  private static JsonNode parse(String json) throws Refusal {
    try {
      return JSON.readTree(json.isEmpty() ? "{}" : json);
    } catch (JsonProcessingException e) {
      throw Refusal.bad("can't parse JSON object");
    }
  }

  private static @Nullable JsonNode markup(FormBody form) throws Refusal {
    if (form.text("reply_markup").isEmpty()) {
      return null;
    }
    JsonNode markup = parse(form.text("reply_markup"));
    Rules.keyboard(markup);
    return markup;
  }

  private BotMessage find(FormBody form, String what) throws Refusal {
    long chat = form.number("chat_id");
    BotMessage message = messages.get((int) form.number("message_id"));
    if (blocked.contains(chat)) {
      throw new Refusal(403, "Forbidden: bot was blocked by the user", 0);
    }
    if (message == null || message.chat() != chat) {
      throw Refusal.bad("message to " + what + " not found");
    }
    return message;
  }

  private Object replace(BotMessage old, BotMessage edited) throws Refusal {
    boolean same =
        old.text().equals(edited.text())
            && old.buttons().equals(edited.buttons())
            && old.file() == edited.file();
    if (same) {
      throw Refusal.bad("message is not modified");
    }
    messages.put(edited.id(), edited);
    return json(edited);
  }

  synchronized Object editText(FormBody form) throws Refusal {
    BotMessage old = find(form, "edit");
    if (old.isPicture()) {
      throw Refusal.bad("there is no text in the message to edit");
    }
    Rules.text(form.text("text"));
    return replace(old, old.withText(form.text("text")).withMarkup(markup(form)));
  }

  synchronized Object editCaption(FormBody form) throws Refusal {
    BotMessage old = find(form, "edit");
    if (!old.isPicture()) {
      throw Refusal.bad("there is no caption in the message to edit");
    }
    Rules.caption(form.text("caption"));
    return replace(old, old.withText(form.text("caption")).withMarkup(markup(form)));
  }

  synchronized Object editMedia(FormBody form) throws Refusal {
    BotMessage old = find(form, "edit");
    JsonNode media = parse(form.text("media"));
    String reference = media.path("media").asText();
    byte[] file = files.get(reference);
    if (reference.startsWith("attach://")) {
      FormBody.Upload upload = form.files().get(reference.substring("attach://".length()));
      file = upload == null ? null : upload.bytes();
    }
    if (file == null) {
      throw Refusal.bad("wrong file identifier/HTTP URL specified");
    }
    rules.photo(file);
    String caption = media.path("caption").asText();
    Rules.caption(caption);
    return replace(old, old.withFile(file).withText(caption).withMarkup(markup(form)));
  }

  synchronized Object editMarkup(FormBody form) throws Refusal {
    BotMessage old = find(form, "edit");
    return replace(old, old.withMarkup(markup(form)));
  }

  synchronized Object delete(FormBody form) throws Refusal {
    messages.remove(find(form, "delete").id());
    return true;
  }

  synchronized Object answerPress(FormBody form) throws Refusal {
    Rules.answer(form.text("text"));
    String id = form.text("callback_query_id");
    if (presses.remove(id) == null) {
      throw new Refusal(
          400,
          "Bad Request: query is too old and response timeout expired or query ID is invalid",
          0);
    }
    presses.put("answered " + id, form.text("text"));
    return true;
  }

  synchronized Object action(FormBody form) throws Refusal {
    long chat = form.number("chat_id");
    Rules.action(form.text("action"));
    if (blocked.contains(chat)) {
      throw new Refusal(403, "Forbidden: bot was blocked by the user", 0);
    }
    actions.computeIfAbsent(chat, any -> new ArrayList<>()).add(form.text("action"));
    return true;
  }

  static ObjectNode bot() {
    return JSON.createObjectNode()
        .put("id", FakeTelegram.BOT_ID)
        .put("is_bot", true)
        .put("first_name", "Tempera")
        .put("username", FakeTelegram.BOT_NAME);
  }

  /** Groups have negative ids. */
  static ObjectNode chat(long id) {
    return JSON.createObjectNode().put("id", id).put("type", id < 0 ? "supergroup" : "private");
  }

  static ObjectNode json(BotMessage message) {
    ObjectNode json = JSON.createObjectNode();
    json.put("message_id", message.id());
    json.put("date", System.currentTimeMillis() / 1000);
    json.set("from", bot());
    json.set("chat", chat(message.chat()));
    if (message.kind().equals("text")) {
      json.put("text", message.text());
    } else {
      json.put("caption", message.text());
      ObjectNode file = JSON.createObjectNode().put("file_id", "bot" + message.id());
      file.put("file_unique_id", "ubot" + message.id()).put("file_size", message.file().length);
      if (message.kind().equals("photo")) {
        json.putArray("photo").add(file.put("width", 9).put("height", 9));
      } else {
        json.set("document", file.put("mime_type", "image/png"));
      }
    }
    if (message.markup() != null) {
      json.set("reply_markup", message.markup());
    }
    return json;
  }
}
