package io.github.tempera.service.survey;

import io.github.tempera.TemperaException;
import java.util.HashSet;
import java.util.List;

/**
 * A survey that is about to be made.
 *
 * @param title what participants read first, 1 to 200 characters
 * @param seed of the draw of the pairs, for the record
 * @param pairs at least one, all painted by the same one or two models
 */
public record Draft(String title, long seed, List<Pair> pairs) {
  /** The most characters of a title. */
  public static final int LONGEST_TITLE = 200;

  /** The most models that are compared. */
  public static final int MOST_MODELS = 2;

  /** A picture that is shown: its name, for the report, and its bytes as a JPEG. */
  public record Shown(String name, byte[] jpeg) {}

  /** A painting of a pair: the name of the model, for the report, and its bytes as a JPEG. */
  public record Result(String model, byte[] jpeg) {}

  /** A content, a style, and how each model painted the one in the other. */
  public record Pair(Shown content, Shown style, List<Result> results) {
    /** Takes a copy. */
    public Pair {
      results = List.copyOf(results);
    }

    private List<String> models() {
      return results.stream().map(Result::model).toList();
    }
  }

  /**
   * @throws TemperaException if there is no pair, or the title is empty or too long
   */
  public Draft {
    pairs = List.copyOf(pairs);
    checkTitle(title);
    if (pairs.isEmpty()) {
      throw new TemperaException("A survey needs at least one pair of content and style.");
    }
    List<String> models = pairs.get(0).models();
    checkModels(models);
    if (!pairs.stream().allMatch(pair -> pair.models().equals(models))) {
      throw new TemperaException("Every pair of a survey must be painted by the same models.");
    }
  }

  /**
   * Checks the title before any work.
   *
   * @throws TemperaException if it is empty or too long
   */
  public static void checkTitle(String title) {
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw new TemperaException(
          "The title of a survey must have 1 to %d characters, not %d."
              .formatted(LONGEST_TITLE, title.strip().length()));
    }
  }

  /**
   * Checks the models before any work.
   *
   * @throws TemperaException if there are none, too many, or one twice
   */
  public static void checkModels(List<String> models) {
    if (models.isEmpty() || models.size() > MOST_MODELS) {
      throw new TemperaException(
          "A survey rates one model or compares two, not %d.".formatted(models.size()));
    }
    if (new HashSet<>(models).size() < models.size()) {
      throw new TemperaException(
          "A survey cannot compare the model \"%s\" with itself: name two."
              .formatted(models.get(0)));
    }
  }
}
