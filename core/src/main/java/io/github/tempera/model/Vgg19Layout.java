package io.github.tempera.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors of the VGG-19 encoder and decoder: our names, their shapes, and the names that the
 * well-known checkpoints give them. There the networks are flat sequences in which paddings, ReLUs
 * and poolings count too, so that a convolution is known by its position alone.
 */
final class Vgg19Layout {
  private record Convolution(String name, int position, int in, int out, int kernel) {}

  private static final Convolution[] ENCODER = {
    new Convolution("conv0", 0, 3, 3, 1),
    new Convolution("conv1_1", 2, 3, 64, 3),
    new Convolution("conv1_2", 5, 64, 64, 3),
    new Convolution("conv2_1", 9, 64, 128, 3),
    new Convolution("conv2_2", 12, 128, 128, 3),
    new Convolution("conv3_1", 16, 128, 256, 3),
    new Convolution("conv3_2", 19, 256, 256, 3),
    new Convolution("conv3_3", 22, 256, 256, 3),
    new Convolution("conv3_4", 25, 256, 256, 3),
    new Convolution("conv4_1", 29, 256, 512, 3),
  };

  private static final Convolution[] DECODER = {
    new Convolution("conv4_1", 1, 512, 256, 3),
    new Convolution("conv3_4", 5, 256, 256, 3),
    new Convolution("conv3_3", 8, 256, 256, 3),
    new Convolution("conv3_2", 11, 256, 256, 3),
    new Convolution("conv3_1", 14, 256, 128, 3),
    new Convolution("conv2_2", 18, 128, 128, 3),
    new Convolution("conv2_1", 21, 128, 64, 3),
    new Convolution("conv1_2", 25, 64, 64, 3),
    new Convolution("conv1_1", 28, 64, 3, 3),
  };

  /** Our names with their shapes, encoder and decoder. */
  static final Map<String, long[]> SHAPES = shapes();

  private Vgg19Layout() {}

  private static Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (Half half : Half.values()) {
      for (Convolution conv : half.convolutions()) {
        shapes.put(
            half.prefix() + conv.name + ".weight",
            new long[] {conv.out, conv.in, conv.kernel, conv.kernel});
        shapes.put(half.prefix() + conv.name + ".bias", new long[] {conv.out});
      }
    }
    return Collections.unmodifiableMap(shapes);
  }

  /** The two halves of the model, which come in files of their own. */
  enum Half {
    ENCODER,
    DECODER;

    private Convolution[] convolutions() {
      return this == ENCODER ? Vgg19Layout.ENCODER : Vgg19Layout.DECODER;
    }

    String prefix() {
      return this == ENCODER ? "encoder." : "decoder.";
    }

    /** What to call it in a sentence. */
    String title() {
      return this == ENCODER ? "VGG-19 encoder" : "decoder";
    }

    /**
     * The name we give to a tensor of a checkpoint, by the names it may have there: ours, without
     * our prefix, or by position in the sequence ({@code 0.weight}).
     */
    Map<String, String> names() {
      Map<String, String> names = new HashMap<>();
      for (Convolution conv : convolutions()) {
        for (String kind : new String[] {".weight", ".bias"}) {
          String ours = prefix() + conv.name + kind;
          names.put(ours, ours);
          names.put(conv.name + kind, ours);
          names.put(conv.position + kind, ours);
        }
      }
      return names;
    }
  }
}
