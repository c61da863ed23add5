package io.github.tempera.cli.stylize;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileName;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths such as {@code photos/**}{@code /*.jpg}, expanded here so that it means the
 * same in every shell: {@code *} and {@code ?} stay within a name, {@code **} crosses folders (none
 * included), {@code [a-c]} and {@code {jpg,png}} are choices.
 *
 * @param base the folder that the pattern begins in
 * @param pattern what the paths below it must be, with {@code /} between names
 * @param depth how many names such a path has at most
 */
record Glob(Path base, Pattern pattern, int depth) {
  private static final String SPECIAL = "*?[{";

  static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  static Glob of(String text) {
    String path = File.separatorChar == '\\' ? text.replace('\\', '/') : text;
    int special = 0;
    while (special < path.length() && SPECIAL.indexOf(path.charAt(special)) < 0) {
      special++;
    }
    int slash = path.lastIndexOf('/', special);
    String folder = slash < 0 ? "" : path.substring(0, Math.max(1, slash));
    String pattern = path.substring(slash + 1);
    try {
      return new Glob(FileName.path(folder), Pattern.compile(translate(pattern)), depth(pattern));
    } catch (PatternSyntaxException e) {
      throw new TemperaException(
          "%s is not a pattern of paths: its brackets or braces do not pair.".formatted(text), e);
    }
  }

  boolean matches(Source source) {
    return pattern.matcher(source.key()).matches();
  }

  private static int depth(String pattern) {
    return pattern.contains("**")
        ? Integer.MAX_VALUE
        : 1 + (int) pattern.chars().filter(c -> c == '/').count();
  }

  private static String translate(String glob) {
    StringBuilder regex = new StringBuilder();
    boolean inBraces = false;
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      int end = i + 1;
      if (glob.startsWith("**/", i)) {
        regex.append("(?:[^/]+/)*");
        end = i + 3;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        end = i + 2;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[') {
        end = Math.max(end, glob.indexOf(']', i + 2) + 1);
        regex.append(choice(glob.substring(i, end)));
      } else if (c == '{') {
        inBraces = true;
        regex.append("(?:");
      } else if (c == '}' && inBraces) {
        inBraces = false;
        regex.append(')');
      } else if (c == ',' && inBraces) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i = end;
    }
    return regex.toString();
  }

  /** One of some characters: {@code [a-c]}, or with {@code !} or {@code ^} none of them. */
  private static String choice(String brackets) {
    if (!brackets.endsWith("]")) {
      return brackets;
    }
    String inner = brackets.substring(1, brackets.length() - 1);
    boolean negated = inner.startsWith("!") || inner.startsWith("^");
    String characters = negated ? inner.substring(1) : inner;
    String quoted = characters.replaceAll("[\\[\\]\\\\&^]", "\\\\$0");
    return "(?!/)[" + (negated ? "^" : "") + quoted + "]";
  }
}
