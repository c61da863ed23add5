package io.github.tempera.service.survey.report;

import io.github.tempera.service.survey.Answer;
import io.github.tempera.service.survey.Answers;
import io.github.tempera.service.survey.Item;
import io.github.tempera.service.survey.Survey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What follows from what people answered. */
public record SurveyReport(Answers given) {
  /** What the method's own survey found, to compare with. */
  public static final String METHODS_OWN = "52 people, 10 pairs, means of 6.3 to 8.7, overall 7.3";

  /** The lowest and highest mean of a picture there. */
  static final double METHODS_LOWEST = 6.3;

  static final double METHODS_HIGHEST = 8.7;

  /** The overall mean there. */
  static final double METHODS_OVERALL = 7.3;

  /**
   * One painting.
   *
   * @param estimate over the participants who rated it
   * @param counts how often each rating was given, from 1 to 10
   */
  public record Row(Item item, MeanRating estimate, List<Integer> counts) {}

  /**
   * One model.
   *
   * @param estimate over participants: each one's mean of this model's paintings
   */
  public record ModelRow(String model, MeanRating estimate) {}

  /** What they were asked. */
  public Survey survey() {
    return given.survey();
  }

  /** Participants who rated every painting. */
  public int complete() {
    return (int) sizes().stream().filter(size -> size == survey().items().size()).count();
  }

  /** Participants who rated some paintings but not all. */
  public int partial() {
    return sizes().size() - complete();
  }

  private List<Integer> sizes() {
    return byParticipant(answer -> true).values().stream().map(List::size).toList();
  }

  private Map<Integer, List<Answer>> byParticipant(Predicate<Answer> wanted) {
    return given.all().stream()
        .filter(wanted)
        .collect(Collectors.groupingBy(Answer::participant, TreeMap::new, Collectors.toList()));
  }

  /** Every painting, in the order of the survey. */
  public List<Row> rows() {
    Map<String, List<Integer>> ratings = ratings();
    return survey().items().stream()
        .map(
            item -> {
              List<Integer> own = ratings.getOrDefault(item.id(), List.of());
              return new Row(item, estimate(own), counts(own));
            })
        .toList();
  }

  private Map<String, List<Integer>> ratings() {
    return given.all().stream()
        .collect(
            Collectors.groupingBy(
                Answer::item, Collectors.mapping(Answer::rating, Collectors.toList())));
  }

  private static MeanRating estimate(List<Integer> ratings) {
    return MeanRating.of(ratings.stream().mapToDouble(Integer::doubleValue).toArray());
  }

  private static List<Integer> counts(List<Integer> ratings) {
    List<Integer> counts = new ArrayList<>();
    for (int rating = Answer.LOWEST; rating <= Answer.HIGHEST; rating++) {
      int wanted = rating;
      counts.add((int) ratings.stream().filter(given -> given == wanted).count());
    }
    return counts;
  }

  /**
   * Over participants: each one's mean of all that he or she rated. People, not answers, are the
   * independent ones.
   */
  public MeanRating overall() {
    return overMeans(answer -> true);
  }

  /** Each model, in the order they were named. */
  public List<ModelRow> models() {
    Map<String, Item> items = items();
    return survey().models().stream()
        .map(
            model -> new ModelRow(model, overMeans(answer -> modelOf(items, answer).equals(model))))
        .toList();
  }

  private Map<String, Item> items() {
    Map<String, Item> items = new HashMap<>();
    survey().items().forEach(item -> items.put(item.id(), item));
    return items;
  }

  private static String modelOf(Map<String, Item> items, Answer answer) {
    return Optional.ofNullable(items.get(answer.item())).map(Item::model).orElseThrow();
  }

  private MeanRating overMeans(Predicate<Answer> wanted) {
    return MeanRating.of(
        byParticipant(wanted).values().stream()
            .mapToDouble(own -> own.stream().mapToInt(Answer::rating).average().orElseThrow())
            .toArray());
  }

  /** How often each rating was given, from 1 to 10. */
  public List<Integer> distribution() {
    return counts(given.all().stream().map(Answer::rating).toList());
  }

  /** The lowest and the highest mean of the paintings that were rated; empty if none was. */
  public Optional<double[]> range() {
    double[] means =
        rows().stream()
            .map(Row::estimate)
            .filter(estimate -> estimate.count() > 0)
            .mapToDouble(MeanRating::mean)
            .sorted()
            .toArray();
    return means.length == 0
        ? Optional.empty()
        : Optional.of(new double[] {means[0], means[means.length - 1]});
  }

  /** Krippendorff's alpha for interval data; empty where there is nothing to compare. */
  public OptionalDouble agreement() {
    return Agreement.alpha(ratings().values());
  }

  /** How the second of two models did beside the first; empty where there is one. */
  public Optional<Difference> difference() {
    List<String> models = survey().models();
    if (models.size() != 2) {
      return Optional.empty();
    }
    Map<String, Item> items = items();
    List<Double> means = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    for (List<Answer> own : byParticipant(answer -> true).values()) {
      Map<Integer, List<Answer>> byPair =
          own.stream()
              .sorted(Comparator.comparing(answer -> models.indexOf(modelOf(items, answer))))
              .collect(
                  Collectors.groupingBy(
                      answer ->
                          Optional.ofNullable(items.get(answer.item())).orElseThrow().pair()));
      List<Integer> differences =
          byPair.values().stream()
              .filter(both -> both.size() == 2)
              .map(both -> both.get(1).rating() - both.get(0).rating())
              .toList();
      all.addAll(differences);
      differences.stream().mapToInt(Integer::intValue).average().ifPresent(means::add);
    }
    MeanRating estimate = MeanRating.of(means.stream().mapToDouble(Double::doubleValue).toArray());
    return Optional.of(
        new Difference(
            models.get(0),
            models.get(1),
            estimate,
            (int) all.stream().filter(difference -> difference > 0).count(),
            (int) all.stream().filter(difference -> difference == 0).count(),
            (int) all.stream().filter(difference -> difference < 0).count()));
  }
}
