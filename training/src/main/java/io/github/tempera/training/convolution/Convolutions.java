package io.github.tempera.training.convolution;

import io.github.tempera.Precision;
import io.github.tempera.internal.network.Backend;
import io.github.tempera.internal.network.Scopes;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Chooses the fastest way of computing a convolution where it is computed. */
public final class Convolutions {
  private final UnaryOperator<Tensor> place;
  private final boolean exact; // float32, on the processor
  private final long tiledFrom; // how many channels let Winograd's way pay
  private final @Nullable Crew crew;

  private Convolutions(Backend backend, boolean library, @Nullable Crew crew) {
    this.place = backend::place;
    this.exact = backend.precision() == Precision.FLOAT32 && !library;
    this.tiledFrom = library ? Long.MAX_VALUE : exact ? 16 : 256;
    this.crew = crew;
  }

  /**
   * The fastest ways of a backend.
   *
   * @param crew shares the work on a map; null for the calling thread alone
   */
  public static Convolutions of(Backend backend, @Nullable Crew crew) {
    return new Convolutions(backend, backend.cuda(), crew);
  }

  /** The library's ways alone, as on a card. */
  public static Convolutions ofLibrary(Backend backend) {
    return new Convolutions(backend, true, null);
  }

  /**
   * A convolution.
   *
   * @param weight [out, in, 3, 3]
   * @param bias [out]
   * @param owner frees what it is made of
   */
  public Filter of(Tensor weight, Tensor bias, long stride, Scopes.Owner owner) {
    boolean tiled = stride == 1 && Math.min(weight.size(0), weight.size(1)) >= tiledFrom;
    return tiled
        ? new Winograd(weight, bias, place, owner, crew)
        : new DirectFilter(place.apply(weight), place.apply(bias), stride, owner);
  }

  /**
   * A convolution of a map at twice its size: {@link Filter#upsamples() with the upsampling folded
   * in} where that pays.
   *
   * @param weight [out, in, 3, 3]
   * @param bias [out]
   * @param owner frees what it is made of
   */
  public Filter ofUpsampled(Tensor weight, Tensor bias, Scopes.Owner owner) {
    // In exact numbers Winograd's way saves more than folding does.
    return exact ? of(weight, bias, 1, owner) : new UpsamplingFilter(weight, bias, place, owner);
  }
}
