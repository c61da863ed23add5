package io.github.tempera.internal.description;

import io.github.tempera.internal.description.Family.Size;
import io.github.tempera.model.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The networks there are. A new one is described here and named in {@link Architecture}. */
public final class Networks {
  /**
   * VGG-19 up to relu4_1 (Huang &amp; Belongie 2017, section 5), normalised: relu1_1, relu2_1,
   * relu3_1 and relu4_1 are observed.
   */
  public static final List<Layer> VGG19_ENCODER =
      Half.encoder()
          .colour("conv0")
          .convolution("conv1_1", 64)
          .observed()
          .convolution("conv1_2", 64)
          .pool()
          .convolution("conv2_1", 128)
          .observed()
          .convolution("conv2_2", 128)
          .pool()
          .convolution("conv3_1", 256)
          .observed()
          .convolution("conv3_2", 256)
          .convolution("conv3_3", 256)
          .convolution("conv3_4", 256)
          .pool()
          .convolution("conv4_1", 512)
          .observed()
          .layers();

  private Networks() {}

  /** What an architecture consists of. */
  public static Family of(Architecture network) {
    return switch (network) {
      case SLIM ->
          new Family(List.of(new Size("encoder.conv1.weight", 4, 0, 16)), sizes -> slim(sizes[0]));
      case VGG19 -> new Family(List.of(), sizes -> vgg19());
      case VGG19_MODULATED ->
          new Family(
              List.of(
                  new Size("decoder.out.weight", 4, 1, 24),
                  new Size(Description.PROJECTION, 2, 0, 128)),
              sizes -> vgg19Modulated(sizes[0], sizes[1]));
    };
  }

  /** The ids of those that are like this, in a sentence: {@code slim, vgg19 and another}. */
  public static String named(Predicate<Description> like) {
    List<String> ids =
        Arrays.stream(Architecture.values())
            .filter(network -> like.test(of(network).usual()))
            .map(Architecture::id)
            .toList();
    int last = ids.size() - 1;
    return last < 1
        ? String.join("", ids)
        : String.join(", ", ids.subList(0, last)) + " and " + ids.get(last);
  }

  /**
   * AdaIN at a quarter of the resolution between residual blocks.
   *
   * @param w its width: the channels at full resolution
   */
  public static Description slim(int w) {
    List<Layer> encoder =
        Half.encoder()
            .centre()
            .convolution("conv1", w)
            .observed()
            .down("down1", 2 * w)
            .observed()
            .down("down2", 4 * w)
            .block("block1")
            .observed()
            .block("block2")
            .observed()
            .layers();
    List<Layer> decoder =
        Half.decoder(encoder, true)
            .block("block1")
            .block("block2")
            .up("up1", 2 * w)
            .up("up2", w)
            .colours("out");
    return new Description(encoder, decoder, false, 0);
  }

  /**
   * The paper's network: its decoder is the encoder's mirror image, with nearest-neighbour
   * upsampling for pooling and without any normalization layer. It is the same for every style: all
   * a style has to say is in AdaIN's output.
   */
  public static Description vgg19() {
    List<Layer> decoder =
        Half.decoder(VGG19_ENCODER, false)
            .convolution("conv4_1", 256)
            .up("conv3_4", 256)
            .convolution("conv3_3", 256)
            .convolution("conv3_2", 256)
            .convolution("conv3_1", 128)
            .up("conv2_2", 128)
            .convolution("conv2_1", 64)
            .up("conv1_2", 64)
            .colours("conv1_1");
    return new Description(VGG19_ENCODER, decoder, true, 0);
  }

  /**
   * VGG-19 with a modulated decoder, from an eighth of the resolution.
   *
   * @param w the decoder's width: its channels at full resolution
   * @param projected numbers z of a style
   */
  public static Description vgg19Modulated(int w, int projected) {
    List<Layer> decoder =
        Half.decoder(VGG19_ENCODER, true)
            .convolution("in", 8 * w)
            .block("block1")
            .block("block2")
            .upOnly("up1", 4 * w)
            .block("block3")
            .block("block4")
            .up("up2", 2 * w)
            .up("up3", w)
            .colours("out");
    return new Description(VGG19_ENCODER, decoder, true, projected);
  }
}
