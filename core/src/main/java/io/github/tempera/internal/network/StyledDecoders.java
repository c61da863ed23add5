package io.github.tempera.internal.network;

import java.util.List;

/** A decoder's weights, from which the decoder for some styles is made. */
interface StyledDecoders {
  /** As {@link Network#decoder}. */
  Decoder of(List<List<ChannelStatistics>> styles);

  /** As {@link Network#firstStyleLayer}. */
  int firstStyleLayer();

  /** Its convolutions, in order. */
  List<ConvolutionShape> shapes();
}
