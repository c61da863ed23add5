package io.github.tempera.service.telegram.conversation;

import io.github.tempera.TemperaException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What the bot says, in one language. A file {@code texts_xx.properties} beside {@code
 * texts.properties} (English) makes another.
 */
public final class Texts {
  private static final String BUNDLE = Texts.class.getPackageName() + ".texts";
  private static final ResourceBundle.Control ENGLISH_ELSE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle bundle;

  private Texts(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * The texts in a language, or English.
   *
   * @param language an IETF tag such as {@code ru} or {@code pt-br}; may be empty
   */
  public static Texts of(String language) {
    return new Texts(
        ResourceBundle.getBundle(
            BUNDLE, Locale.forLanguageTag(language), Texts.class.getClassLoader(), ENGLISH_ELSE));
  }

  /** The languages that there are files for, English apart. */
  public static List<String> languages() {
    List<String> languages = new ArrayList<>();
    for (String language : Locale.getISOLanguages()) {
      if (Texts.class.getResource("texts_" + language + ".properties") != null) {
        languages.add(language);
      }
    }
    return languages;
  }

  /** The text of that key, with its gaps filled. */
  public String get(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(values);
  }

  /** The key of what is said of an error of a kind. */
  public static String keyOf(TemperaException.Kind kind) {
    return switch (kind) {
      case WRONG_ARGUMENT -> "failed.so";
      case NOT_FOUND -> "gone";
      case UNREADABLE -> "refuse.damaged";
      case OUT_OF_RESOURCES -> "failed.large";
      case UNWRITABLE, UNAVAILABLE, FAILED -> "error";
    };
  }

  /** What a preset is called. */
  String styleName(String id, String name) {
    String key = "style." + id;
    return bundle.containsKey(key) ? bundle.getString(key) : name;
  }

  /** The first so many characters; a label must not be long. */
  public static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
