package io.github.tempera.internal.tiling;

/** What the first pass leaves to the second: f(c), as far as it is kept, and its statistics. */
public final class EncodedContent implements AutoCloseable {
  private final Content content;
  private final FeatureMap features;
  private final Measurement measured;

  EncodedContent(Content content, FeatureMap features, Measurement measured) {
    this.content = content;
    this.features = features;
    this.measured = measured;
  }

  Content content() {
    return content;
  }

  FeatureMap features() {
    return features;
  }

  Measurement measured() {
    return measured;
  }

  /** Frees the features. */
  @Override
  public void close() {
    features.close();
  }
}
