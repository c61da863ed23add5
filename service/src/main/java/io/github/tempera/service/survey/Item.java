package io.github.tempera.service.survey;

/**
 * One painting to rate, beside what it was made of.
 *
 * @param id random; participants see it and learn nothing from it
 * @param pair number of its pair, from 1
 * @param contentName name of the content picture; participants do not see names
 * @param styleName name of the style picture
 * @param model what painted it
 * @param content hash of the content picture
 * @param style hash of the style picture
 * @param result hash of the painting
 */
public record Item(
    String id,
    int pair,
    String contentName,
    String styleName,
    String model,
    String content,
    String style,
    String result) {}
