package io.github.tempera.cli.stylize;

import io.github.tempera.TemperaException;
import io.github.tempera.cli.common.Choices;
import io.github.tempera.cli.common.StandardStreams;
import io.github.tempera.cli.common.StyleSize;
import io.github.tempera.image.Mask;
import io.github.tempera.image.Picture;
import io.github.tempera.image.PreserveColor;
import io.github.tempera.internal.file.FileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which styles a content is painted in. */
final class StyleOptions {
  @Option(
      names = {"-s", "--style"},
      required = true,
      paramLabel = "STYLE",
      description =
          "A style: a picture, or a file saved by 'tempera style encode'; - for standard input. Given"
              + " several times, the styles blend. With --each-style or --random-styles also a folder"
              + " or a glob.")
  private List<String> arguments = List.of();

  @Option(
      names = "--weights",
      split = ",",
      paramLabel = "W",
      description = "Weights of the blend, one a style, for example 0.7,0.3 (default: equal).")
  private List<Double> weights = List.of();

  @Option(
      names = "--mask",
      paramLabel = "PICTURE",
      description =
          "Where a style acts: white fully, grey partly, black not at all; stretched over the"
              + " content. One for each --style, in their order. Where all are dark, the content"
              + " stays.")
  private List<Path> masks = List.of();

  @Option(
      names = "--each-style",
      description = "Paint every content in every style, instead of blending them.")
  private boolean each;

  @Option(
      names = "--random-styles",
      paramLabel = "K",
      description = "Paint every content in K styles drawn from those given.")
  private @Nullable Integer random;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Another seed for --random-styles draws other styles (default: 0). A draw depends on the"
              + " seed, the content's name and the styles' names only.")
  private @Nullable Long seed;

  @Mixin private StyleSize size = new StyleSize();

  @Option(
      names = "--preserve-color",
      paramLabel = "none|luminance|coral",
      completionCandidates = Choices.Colors.class,
      description =
          "Keep the content's colours: luminance takes only light and dark from the painting; coral"
              + " recolours the style to the content first (default: none).")
  private PreserveColor preserveColor = PreserveColor.NONE;

  StyleSize size() {
    return size;
  }

  PreserveColor preserveColor() {
    return preserveColor;
  }

  /** Whether all styles are for every content at once, blended or masked. */
  boolean isBlend() {
    return !each && random == null;
  }

  List<Path> masks() {
    return masks;
  }

  /** All inputs of a command: these, and contents. */
  List<Object> inputsWith(List<String> contents) {
    List<Object> inputs = new ArrayList<>(contents);
    inputs.addAll(arguments);
    inputs.addAll(masks);
    return inputs;
  }

  /**
   * The looks that the options ask for.
   *
   * @param maxPixels the most that a mask may have
   * @param warning told of what is probably not meant
   * @throws TemperaException if the options contradict each other or files are not there
   */
  Plan.Looks looks(long maxPixels, Consumer<String> warning) {
    check();
    arguments = StandardStreams.read(arguments);
    masks = masks.stream().map(StandardStreams::read).toList();
    Inputs styles = Inputs.styles(arguments);
    if (isBlend() && styles.isOpen()) {
      throw new TemperaException(
          "A folder or glob of styles needs --each-style or --random-styles K.");
    }
    if (preserveColor == PreserveColor.CORAL) {
      styles.files().forEach(StyleOptions::refuseSaved);
    }
    if (size.isGiven()) {
      String saved =
          styles.files().stream()
              .map(Source::path)
              .filter(StyleShelf::isSaved)
              .map(Path::toString)
              .collect(Collectors.joining(", "));
      if (!saved.isEmpty()) {
        warning.accept(
            "--style-size has no effect on saved styles, which keep the size they were encoded at: %s."
                .formatted(saved));
      }
    }
    if (isBlend()) {
      return new ForAll(List.of(blend(named(), maxPixels, warning)));
    }
    List<String> names = Names.ofStyles(styles.files());
    List<NamedLook> single = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      single.add(NamedLook.single(names.get(i), styles.files().get(i)));
    }
    if (random == null) {
      return new ForAll(single);
    }
    return new Drawn(single, new Draw(random, seed == null ? 0 : seed, names), random);
  }

  private void check() {
    if (each && random != null) {
      throw new TemperaException("Give --each-style or --random-styles, not both.");
    }
    if (!isBlend() && !(weights.isEmpty() && masks.isEmpty())) {
      throw new TemperaException(
          "--weights and --mask are for styles that act together; leave them out with %s."
              .formatted(each ? "--each-style" : "--random-styles"));
    }
    if (!weights.isEmpty() && !masks.isEmpty()) {
      throw new TemperaException(
          "Give --weights or --mask, not both: how bright a mask is says how strong its style is.");
    }
    checkCount("--weights", weights);
    checkCount("--mask", masks);
    checkWeights();
    if (random != null && random < 1) {
      throw new TemperaException("--random-styles must be 1 or more, not " + random + ".");
    }
    if (random == null && seed != null) {
      throw new TemperaException("--seed is for --random-styles; leave it out.");
    }
  }

  private void checkCount(String option, Collection<?> values) {
    if (!values.isEmpty() && values.size() != arguments.size()) {
      throw new TemperaException(
          "%s needs one value for each --style: there are %d styles and %d values."
              .formatted(option, arguments.size(), values.size()));
    }
  }

  private void checkWeights() {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new TemperaException("--weights must be numbers of 0 or more, not " + weight + ".");
      }
      sum += weight;
    }
    if (!weights.isEmpty() && (sum == 0 || Double.isInfinite(sum))) {
      throw new TemperaException("--weights must have a positive sum, not " + sum + ".");
    }
  }

  private static void refuseSaved(Source style) {
    if (StyleShelf.isSaved(style.path())) {
      throw new TemperaException(
          "--preserve-color coral recolours the style's picture, but %s is a saved style: give the picture."
              .formatted(style.path()));
    }
  }

  /** The styles as they were given: one that is named twice counts twice. */
  private List<Source> named() {
    return arguments.stream().map(argument -> Source.named(FileName.path(argument))).toList();
  }

  private NamedLook blend(List<Source> styles, long maxPixels, Consumer<String> warning) {
    String name = Names.ofBlend(styles);
    if (!weights.isEmpty()) {
      return new NamedLook(name, styles, weights, List.of());
    }
    return NamedLook.evenly(
        name, styles, masks.stream().map(file -> mask(file, maxPixels, warning)).toList());
  }

  private static Mask mask(Path file, long maxPixels, Consumer<String> warning) {
    Mask mask = Mask.of(Picture.read(file, maxPixels));
    if (mask.isZero()) {
      throw new TemperaException(
          "The mask %s is black everywhere: its style would be nowhere. White is 255, in 16 bits 65,535. Leave both out."
              .formatted(file));
    }
    if (mask.isNearlyBlack()) {
      warning.accept(
          "The mask %s is nearly black everywhere, so that its style hardly shows. If its values are 0 and 1, save it with 0 and 255: white is 255."
              .formatted(file));
    }
    return mask;
  }

  private record ForAll(List<NamedLook> all) implements Plan.Looks {
    @Override
    public List<NamedLook> of(Source content) {
      return all;
    }

    @Override
    public int count() {
      return all.size();
    }
  }

  private record Drawn(List<NamedLook> all, Draw draw, int drawn) implements Plan.Looks {
    @Override
    public List<NamedLook> of(Source content) {
      return draw.of(content.key()).stream().map(all::get).toList();
    }

    @Override
    public int count() {
      return Math.min(drawn, all.size());
    }
  }
}
