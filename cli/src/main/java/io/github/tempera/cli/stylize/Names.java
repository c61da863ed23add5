package io.github.tempera.cli.stylize;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Output names, {@code CONTENT__STYLE.ext}. CONTENT and STYLE are the files' names without
 * extension. Those that would meet in one name, on a disk that ignores case, take the first of
 * these that tells them apart: the name with its extension, the folder's name before it, a short
 * checksum of the path behind it.
 */
final class Names {
  private static final String BETWEEN = "__";
  // Together, with an extension and what writing adds, below the 255 bytes of a file system.
  private static final int CONTENT_BYTES = 120;
  private static final int STYLE_BYTES = 90;

  private static final List<Function<Source, String>> CANDIDATES =
      List.of(
          Source::stem,
          Source::fileName,
          source -> parent(source) + "-" + source.fileName(),
          source -> source.fileName() + "~" + checksum(source.path().toAbsolutePath().toString()));

  private Names() {}

  /** The name of an output. */
  static String output(String content, String style, String extension) {
    return content + BETWEEN + style + "." + extension;
  }

  /** Whether a file may be an output by its name. */
  static boolean mayBeOutput(String fileName) {
    return fileName.contains(BETWEEN);
  }

  /** A name for each content, unlike all others with its folder and extension. */
  static List<String> ofContents(List<Source> contents, Function<Source, String> extension) {
    return distinct(
        contents,
        name -> shortened(name, CONTENT_BYTES),
        source -> source.folder() + "/" + extension.apply(source) + "/");
  }

  /** A name for each style, unlike all others. */
  static List<String> ofStyles(List<Source> styles) {
    return distinct(styles, Names::styleName, source -> "");
  }

  /** The name for a blend of styles, in their order. */
  static String ofBlend(List<Source> styles) {
    return styleName(String.join("+", styles.stream().map(Source::stem).toList()));
  }

  // Without this, a__b and c would meet a and b__c.
  private static String styleName(String name) {
    String single = name.replaceAll("_{2,}", "_").replaceFirst("^_", "");
    return shortened(single.isEmpty() ? "style" : single, STYLE_BYTES);
  }

  private static List<String> distinct(
      List<Source> sources, UnaryOperator<String> cleaning, Function<Source, String> place) {
    int[] candidate = new int[sources.size()];
    while (true) {
      List<String> names = new ArrayList<>();
      Map<String, List<Integer>> meeting = new HashMap<>();
      for (int i = 0; i < sources.size(); i++) {
        Source source = sources.get(i);
        String name = cleaning.apply(CANDIDATES.get(candidate[i]).apply(source));
        names.add(name);
        String key = Normalizer.normalize(place.apply(source) + name, Normalizer.Form.NFC);
        meeting.computeIfAbsent(key.toLowerCase(Locale.ROOT), k -> new ArrayList<>()).add(i);
      }
      boolean settled = true;
      for (List<Integer> met : meeting.values()) {
        for (int i : met) {
          if (met.size() > 1 && candidate[i] < CANDIDATES.size() - 1) {
            candidate[i]++;
            settled = false;
          }
        }
      }
      if (settled) {
        return names;
      }
    }
  }

  private static String parent(Source source) {
    Path folder = source.path().toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null ? "" : name.toString();
  }

  private static String shortened(String name, int limit) {
    if (bytes(name) <= limit) {
      return name;
    }
    int end = name.length();
    while (bytes(name.substring(0, end)) > limit - 9) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + "~" + checksum(name);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String checksum(String text) {
    return HexFormat.of().formatHex(sha256(text), 0, 4);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
