package io.github.tempera.service.painting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.tempera.TemperaException;

/** Where a style's picture lies. Written as {@code preset:ID} or {@code picture:HASH}. */
public sealed interface StyleRef {
  /**
   * A style of the catalogue.
   *
   * @param id of it, not empty
   */
  record Preset(String id) implements StyleRef {
    private static final String PREFIX = "preset:";

    /**
     * @throws TemperaException if the id is empty
     */
    public Preset {
      if (id.isEmpty()) {
        throw unknown(PREFIX);
      }
    }

    @Override
    public String toString() {
      return PREFIX + id;
    }
  }

  /**
   * A picture in the picture store.
   *
   * @param hash of it
   */
  record Stored(String hash) implements StyleRef {
    private static final String PREFIX = "picture:";

    /**
     * @throws TemperaException if it is no hash
     */
    public Stored {
      if (!Order.isHash(hash)) {
        throw unknown(PREFIX + hash);
      }
    }

    @Override
    public String toString() {
      return PREFIX + hash;
    }
  }

  /**
   * Reads what {@link #written} wrote.
   *
   * @throws TemperaException if it is neither
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static StyleRef parse(String text) {
    if (text.startsWith(Preset.PREFIX)) {
      return new Preset(text.substring(Preset.PREFIX.length()));
    }
    if (text.startsWith(Stored.PREFIX)) {
      return new Stored(text.substring(Stored.PREFIX.length()));
    }
    throw unknown(text);
  }

  /** As it is written in orders. */
  @JsonValue
  default String written() {
    return toString();
  }

  private static TemperaException unknown(String text) {
    return new TemperaException(
        "A style must be preset:ID or picture:HASH, not \"%s\".".formatted(text));
  }
}
