package io.github.tempera.bench;

import io.github.tempera.Compute;
import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.Progress;
import io.github.tempera.image.Picture;
import io.github.tempera.internal.network.Adain;
import io.github.tempera.internal.network.ChannelStatistics;
import io.github.tempera.internal.network.Decoder;
import io.github.tempera.internal.network.LayerObserver;
import io.github.tempera.internal.network.Network;
import io.github.tempera.internal.network.Scopes;
import io.github.tempera.internal.network.StatisticsAccumulator;
import io.github.tempera.internal.tiling.TwoPasses;
import io.github.tempera.model.Model;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/** Tempera's own networks, the way {@link io.github.tempera.Stylizer} runs them. */
final class NetworkWorkload implements Workload {
  private final Network network;
  private final Picture content;
  private final Picture picture;
  private final List<ChannelStatistics> style;
  private final Scopes.Owner owner = new Scopes.Owner();
  private final Tensor input; // [1, 3, size, size]
  private final Tensor features;
  private final ChannelStatistics statistics;

  NetworkWorkload(Model model, Precision precision, int size) {
    network = Network.of(model, precision, Device.CPU);
    content = Pictures.noise(size, 1);
    picture = Pictures.noise(size, 2);
    style = passes().style(picture);
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      input = owner.own(network.backend().picture(content.rgb(), size, size));
      features = owner.own(network.encode(input, LayerObserver.NONE));
      statistics = statistics(features);
    }
  }

  private TwoPasses passes() {
    return new TwoPasses(network, Compute.DEFAULTS.tileSize(), Progress.NONE);
  }

  private ChannelStatistics statistics(Tensor f) {
    StatisticsAccumulator accumulator =
        new StatisticsAccumulator((int) f.size(1), network.unbiasedVariance());
    accumulator.add(f, null);
    return accumulator.statistics();
  }

  @Override
  public void run(Stage stage) {
    try (PointerScope scope = new PointerScope();
        InferenceMode inference = new InferenceMode(true)) {
      switch (stage) {
        case CONTENT_ENCODE -> statistics(network.encode(input, LayerObserver.NONE));
        case STYLE_ENCODE -> passes().style(picture);
        case DECODE -> decode();
        case WHOLE -> passes().paint(content, List.of(passes().style(picture)), List.of(), 1);
        case WITH_ENCODED_STYLE -> passes().paint(content, List.of(style), List.of(), 1);
      }
    }
  }

  private void decode() {
    List<ChannelStatistics> target = List.of(style.get(style.size() - 1));
    try (Adain adain = new Adain(List.of(statistics), target, network);
        Decoder decoder = network.decoder(List.of(style))) {
      decoder.decode(adain.apply(features, null), null);
    }
  }

  @Override
  public double operations(Stage stage) {
    double pixels = (double) content.width() * content.height();
    return pixels
        * stage.operations(
            network.description().encoderOperations(), network.description().decoderOperations());
  }

  @Override
  public void close() {
    owner.close();
    network.close();
  }
}
