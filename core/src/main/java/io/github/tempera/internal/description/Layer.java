package io.github.tempera.internal.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer of a network: what happens to a map.
 *
 * @param name what its tensors are called, for example {@code decoder.up1}; empty if it has none
 * @param kind what it does
 * @param in channels read
 * @param out channels written
 * @param scale pixels of the picture from one cell to the next in the map that it reads; in the
 *     enlarged one for {@link Kind#UP}
 * @param relu whether a rectified linear unit comes last
 * @param modulated whether the style modulates its convolutions: y becomes M(y) = y (1 + A z) + B z
 * @param observed whether what it gives is one of the maps that styles and losses are about
 */
public record Layer(
    String name,
    Kind kind,
    int in,
    int out,
    int scale,
    boolean relu,
    boolean modulated,
    boolean observed) {

  /** What a layer does. Convolutions stand on reflection padding. */
  public enum Kind {
    /** (x − 0.5) · 4 of a picture. */
    CENTRE,
    /** A 1x1 convolution of a picture, of an encoder that does not learn. */
    COLOUR,
    /** A 3x3 convolution. */
    CONVOLUTION,
    /** A 3x3 convolution of stride 2. */
    DOWN,
    /** The largest of each 2x2 cells. */
    POOL,
    /** A 3x3 convolution of the map at twice its size, each cell repeated. */
    UP,
    /** x + conv2(ReLU(conv1(x))), of two 3x3 convolutions. */
    BLOCK
  }

  /**
   * A convolution of a layer.
   *
   * @param name what its tensors are called
   * @param in channels read
   * @param out channels written
   * @param kernel cells it looks at, to the side and down
   * @param scale pixels of the picture from one cell to the next in the map it reads
   * @param stride cells it steps over
   */
  public record Convolution(String name, int in, int out, int kernel, int scale, int stride) {
    /** What its kernel [out, in, kernel, kernel] is called. */
    public String weight() {
      return name + ".weight";
    }

    /** What its bias [out] is called. */
    public String bias() {
      return name + ".bias";
    }

    /** What A above B [2 out, numbers] is called, if a style modulates it. */
    public String modulation() {
      return name + ".modulation";
    }

    long[] shape() {
      return new long[] {out, in, kernel, kernel};
    }

    /** Numbers that go into each of its outputs. */
    int inputs() {
      return kernel * kernel * in;
    }

    private int reach() {
      return kernel / 2 * scale;
    }

    private double operations() {
      return 2.0 * inputs() * out / Math.pow((double) scale * stride, 2);
    }
  }

  /** Its convolutions: two of a block, one of most others. */
  public List<Convolution> convolutions() {
    return switch (kind) {
      case CENTRE, POOL -> List.of();
      case COLOUR -> List.of(new Convolution(name, in, out, 1, scale, 1));
      case CONVOLUTION, UP -> List.of(new Convolution(name, in, out, 3, scale, 1));
      case DOWN -> List.of(new Convolution(name, in, out, 3, scale, 2));
      case BLOCK ->
          List.of(
              new Convolution(name + ".conv1", in, out, 3, scale, 1),
              new Convolution(name + ".conv2", out, out, 3, scale, 1));
    };
  }

  /** Whether it only prepares a picture, and so goes into the convolution after it. */
  public boolean preparesPicture() {
    return kind == Kind.CENTRE || kind == Kind.COLOUR;
  }

  /** Pixels of the picture from one cell to the next in the map that it gives. */
  int scaleAfter() {
    return kind == Kind.DOWN || kind == Kind.POOL ? 2 * scale : scale;
  }

  /** How far layers look together, in pixels. */
  static int reach(List<Layer> layers) {
    return layers.stream()
        .flatMap(layer -> layer.convolutions().stream())
        .mapToInt(Convolution::reach)
        .sum();
  }

  /** Floating point operations for one pixel, a multiplication and an addition counted as two. */
  static double operations(List<Layer> layers) {
    return layers.stream()
        .flatMap(layer -> layer.convolutions().stream())
        .mapToDouble(Convolution::operations)
        .sum();
  }

  /**
   * The tensors of layers, by name.
   *
   * @param numbers of a style that modulate
   */
  static Map<String, long[]> shapes(List<Layer> layers, int numbers) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (Layer layer : layers) {
      for (Convolution convolution : layer.convolutions()) {
        shapes.put(convolution.weight(), convolution.shape());
        shapes.put(convolution.bias(), new long[] {convolution.out});
        if (layer.modulated) {
          shapes.put(convolution.modulation(), new long[] {2L * convolution.out, numbers});
        }
      }
    }
    return shapes;
  }
}
