package io.github.tempera.model;

import io.github.tempera.internal.description.Description;
import io.github.tempera.internal.description.Layer;
import io.github.tempera.internal.description.Networks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of the VGG-19 encoder and decoder: our names, their shapes, and the names that the
 * well-known checkpoints give them. There the networks are flat sequences in which paddings, ReLUs,
 * poolings and upsamplings count too, so that a convolution is known by its position alone.
 */
final class Vgg19Layout {
  private static final Description NETWORK = Networks.vgg19();

  /** Our names with their shapes, encoder and decoder. */
  static final Map<String, long[]> SHAPES = NETWORK.shapes();

  private Vgg19Layout() {}

  /** The two halves of the model, which come in files of their own. */
  enum Half {
    ENCODER,
    DECODER;

    private List<Layer> layers() {
      return this == ENCODER ? NETWORK.encoder() : NETWORK.decoder();
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
      int position = 0;
      for (Layer layer : layers()) {
        position += before(layer);
        for (Layer.Convolution convolution : layer.convolutions()) {
          for (String ours : List.of(convolution.weight(), convolution.bias())) {
            names.put(ours, ours);
            names.put(ours.substring(prefix().length()), ours);
            names.put(position + ours.substring(ours.lastIndexOf('.')), ours);
          }
        }
        position += layer.relu() ? 2 : 1;
      }
      return names;
    }

    /** What comes before the layer itself: an upsampling, a padding. */
    private static int before(Layer layer) {
      return switch (layer.kind()) {
        case CONVOLUTION -> 1;
        case UP -> 2;
        default -> 0;
      };
    }
  }
}
