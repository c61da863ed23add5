package io.github.tempera.internal.description;

import io.github.tempera.internal.description.Layer.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoder or a decoder, described layer after layer: each reads what the one before it gives.
 */
public final class Half {
  private final String prefix;
  private final boolean modulated;
  private final List<Layer> layers = new ArrayList<>();
  private int channels;
  private int scale; // of the map that is there now

  private Half(String prefix, boolean modulated, int channels, int scale) {
    this.prefix = prefix;
    this.modulated = modulated;
    this.channels = channels;
    this.scale = scale;
  }

  /** An encoder, which reads a picture. */
  public static Half encoder() {
    return new Half("encoder.", false, 3, 1);
  }

  /**
   * A decoder, which reads what an encoder gives.
   *
   * @param modulated whether styles modulate each of its layers but the last
   */
  public static Half decoder(List<Layer> encoder, boolean modulated) {
    Layer f = encoder.get(encoder.size() - 1);
    return new Half("decoder.", modulated, f.out(), f.scaleAfter());
  }

  /** {@link Kind#CENTRE}. */
  public Half centre() {
    return add("", Kind.CENTRE, channels, false);
  }

  /** {@link Kind#COLOUR}. */
  public Half colour(String name) {
    return add(prefix + name, Kind.COLOUR, channels, false);
  }

  /** {@link Kind#CONVOLUTION} and ReLU. */
  public Half convolution(String name, int out) {
    return add(prefix + name, Kind.CONVOLUTION, out, true);
  }

  /** {@link Kind#DOWN} and ReLU. */
  public Half down(String name, int out) {
    return add(prefix + name, Kind.DOWN, out, true);
  }

  /** {@link Kind#POOL}. */
  public Half pool() {
    return add("", Kind.POOL, channels, false);
  }

  /** {@link Kind#UP} and ReLU. */
  public Half up(String name, int out) {
    return add(prefix + name, Kind.UP, out, true);
  }

  /** {@link Kind#UP}, without ReLU. */
  public Half upOnly(String name, int out) {
    return add(prefix + name, Kind.UP, out, false);
  }

  /** {@link Kind#BLOCK}. */
  public Half block(String name) {
    return add(prefix + name, Kind.BLOCK, channels, false);
  }

  /** Says that what the last layer gives is observed. */
  public Half observed() {
    Layer last = layers.remove(layers.size() - 1);
    layers.add(
        new Layer(
            last.name(),
            last.kind(),
            last.in(),
            last.out(),
            last.scale(),
            last.relu(),
            last.modulated(),
            true));
    return this;
  }

  /** The layers. */
  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** The layers and a last one, a convolution that makes colours. */
  public List<Layer> colours(String name) {
    layers.add(new Layer(prefix + name, Kind.CONVOLUTION, channels, 3, scale, false, false, false));
    return layers();
  }

  private Half add(String name, Kind kind, int out, boolean relu) {
    int read = kind == Kind.UP ? scale / 2 : scale;
    Layer layer = new Layer(name, kind, channels, out, read, relu, modulated, false);
    layers.add(layer);
    channels = out;
    scale = layer.scaleAfter();
    return this;
  }
}
