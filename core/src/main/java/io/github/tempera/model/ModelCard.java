package io.github.tempera.model;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a model is, kept as metadata inside the model file.
 *
 * @param name what commands call it: 1 to 64 lower-case letters, digits, {@code . _ -}
 * @param network the network whose weights these are
 * @param licence under which terms the weights may be used
 * @param description one sentence for whoever chooses a model
 * @param provenance where the weights come from, by topic: {@code source}, {@code decoder}, {@code
 *     training}, {@code data}, {@code seed}, {@code code}, {@code losses}, {@code verified}, as far
 *     as known
 */
public record ModelCard(
    String name,
    Architecture network,
    String licence,
    String description,
    SortedMap<String, String> provenance) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9_-])?");
  private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
  private static final String FORMAT = "tempera_model";
  private static final Set<String> FIELDS =
      Set.of(
          FORMAT,
          "name",
          "network",
          "licence",
          "description",
          Model.ENCODER_FINGERPRINT,
          Model.CHECKSUM);

  /**
   * @throws TemperaException if the name could not be a file's name on every system, or provenance
   *     uses the name of one of the other fields
   */
  public ModelCard {
    checkName(name);
    provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
    for (String topic : provenance.keySet()) {
      if (FIELDS.contains(topic)) {
        throw new TemperaException(
            "The provenance of the model \""
                + name
                + "\" may not have the topic \""
                + topic
                + "\".");
      }
    }
  }

  /** The same card under another name. */
  public ModelCard withName(String newName) {
    return new ModelCard(newName, network, licence, description, provenance);
  }

  static void checkName(String name) {
    // Names become file names, also on systems that ignore case or reserve names for devices.
    if (!NAME.matcher(name).matches() || DEVICE.matcher(name).matches()) {
      throw new TemperaException(
          "\""
              + name
              + "\" cannot name a model: use 1 to 64 of the letters a-z, digits, '.', '_' and '-', "
              + "beginning with a letter or digit"
              + (name.equals(name.toLowerCase(Locale.ROOT)) ? "" : ", all in lower case")
              + ".");
    }
  }

  SortedMap<String, String> toMetadata() {
    SortedMap<String, String> metadata = new TreeMap<>(provenance);
    metadata.put(FORMAT, "1");
    metadata.put("name", name);
    metadata.put("network", network.id());
    metadata.put("licence", licence);
    metadata.put("description", description);
    return metadata;
  }

  /**
   * @param source what to call the file in error messages
   * @throws TemperaException if this is not a model file's metadata
   */
  static ModelCard fromMetadata(Map<String, String> metadata, String source) {
    String format = metadata.getOrDefault(FORMAT, "");
    if (format.isEmpty()) {
      throw new TemperaException(
          Kind.UNREADABLE,
          source,
          source + " is not a Tempera model file: it carries no model card.");
    }
    if (!format.equals("1")) {
      throw new TemperaException(
          Kind.UNREADABLE,
          source,
          source
              + " is a model file of format "
              + format
              + ", but this version knows format 1 only. Use a newer Tempera.");
    }
    SortedMap<String, String> provenance = new TreeMap<>(metadata);
    provenance.keySet().removeAll(FIELDS);
    return new ModelCard(
        metadata.getOrDefault("name", ""),
        Architecture.of(metadata.getOrDefault("network", "")),
        metadata.getOrDefault("licence", "unknown"),
        metadata.getOrDefault("description", ""),
        provenance);
  }
}
