package io.github.tempera.service.survey.report;

/**
 * Two models on the same pairs, rated by the same people.
 *
 * @param first the model named first
 * @param second the other
 * @param secondMinusFirst over participants: each one's mean difference on the pairs that he or she
 *     rated both paintings of
 * @param higher how often the second's painting of a pair was rated higher by the same person
 * @param equal how often the same
 * @param lower how often lower
 */
public record Difference(
    String first, String second, MeanRating secondMinusFirst, int higher, int equal, int lower) {}
