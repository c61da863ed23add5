package io.github.tempera.internal.network;

import static org.bytedeco.pytorch.global.torch.cuda_is_available;

import io.github.tempera.Device;
import io.github.tempera.Precision;
import io.github.tempera.TemperaException;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Number type and device of a network's tensors, and the ways in and out of Java arrays. All
 * four-dimensional tensors are channels_last, the layout the convolutions are fastest in.
 */
public final class Backend {
  private final ScalarType type;
  private final boolean cuda;

  private Backend(ScalarType type, boolean cuda) {
    this.type = type;
    this.cuda = cuda;
  }

  /**
   * The tensors of a precision on a device.
   *
   * @throws TemperaException when CUDA is asked for and not there, or the natives do not load
   */
  public static Backend of(Precision precision, Device device) {
    Natives.load();
    boolean cuda = device != Device.CPU && cuda_is_available();
    if (device == Device.CUDA && !cuda) {
      throw new TemperaException(
          "No CUDA device is available to this build. Build with TEMPERA_NATIVES=-gpu (Maven:"
              + " -Dtempera.natives=-gpu) on a machine with an NVIDIA driver, CUDA and cuDNN, or use"
              + " --device cpu.");
    }
    ScalarType type =
        precision.resolve() == Precision.BFLOAT16 ? ScalarType.BFloat16 : ScalarType.Float;
    return new Backend(type, cuda);
  }

  /** The arithmetic of the convolutions: never {@link Precision#AUTO}. */
  public Precision precision() {
    return type == ScalarType.BFloat16 ? Precision.BFLOAT16 : Precision.FLOAT32;
  }

  /** Whether a CUDA device computes. */
  public boolean cuda() {
    return cuda;
  }

  /** A tensor of these float32 values in this backend's number type. */
  public Tensor tensor(float[] values, long... shape) {
    return Scopes.scoped(() -> place(float32OnProcessor(values, shape)));
  }

  /** Converts to this backend's number type, device and layout. */
  public Tensor place(Tensor tensor) {
    Tensor placed = onDevice(tensor).to(type);
    return placed.ndimension() == 4 ? placed.contiguous(MemoryFormat.ChannelsLast) : placed;
  }

  /** A float32 tensor on this backend's device. */
  public Tensor float32(float[] values, long... shape) {
    return Scopes.scoped(() -> onDevice(float32OnProcessor(values, shape)));
  }

  private Tensor onDevice(Tensor tensor) {
    return cuda ? tensor.to(new org.bytedeco.pytorch.Device("cuda"), tensor.scalar_type()) : tensor;
  }

  /** RGB bytes in rows, as a tensor [1, 3, height, width] of values in [0, 1]. */
  public Tensor picture(byte[] rgb, int width, int height) {
    return Scopes.scoped(() -> float32(rgb, width, height).to(type));
  }

  /** As {@link #picture}, in float32: {@link #bytes} gives the same bytes back. */
  public Tensor float32(byte[] rgb, int width, int height) {
    return Scopes.scoped(
        () -> {
          BytePointer bytes = new BytePointer(rgb);
          Tensor pixels =
              torch.from_blob(
                  bytes,
                  new long[] {1, height, width, 3},
                  new TensorOptions().dtype(new ScalarTypeOptional(ScalarType.Byte)));
          Tensor channelsFirst = onDevice(pixels).permute(0, 3, 1, 2);
          return channelsFirst.to(ScalarType.Float).div_(new Scalar(255f));
        });
  }

  /** A picture tensor [1, 3, height, width], clamped to [0, 1], as RGB bytes in rows. */
  public static byte[] bytes(Tensor picture) {
    try (var scope = new org.bytedeco.javacpp.PointerScope()) {
      Tensor bytes =
          picture
              .to(ScalarType.Float)
              .mul(new Scalar(255f))
              .round_()
              .clamp_(
                  new org.bytedeco.pytorch.ScalarOptional(new Scalar(0f)),
                  new org.bytedeco.pytorch.ScalarOptional(new Scalar(255f)))
              .to(ScalarType.Byte)
              .permute(0, 2, 3, 1)
              .contiguous()
              .cpu();
      byte[] rgb = new byte[Math.toIntExact(bytes.numel())];
      new BytePointer(bytes.data_ptr()).get(rgb);
      return rgb;
    }
  }

  /** The values of a tensor, row by row whatever its layout, as float32. */
  public static float[] values(Tensor tensor) {
    try (var scope = new org.bytedeco.javacpp.PointerScope()) {
      Tensor flat = tensor.cpu().to(ScalarType.Float).contiguous();
      float[] values = new float[Math.toIntExact(flat.numel())];
      new FloatPointer(flat.data_ptr()).get(values);
      return values;
    }
  }

  private static Tensor float32OnProcessor(float[] values, long... shape) {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill shape " + Arrays.toString(shape));
    }
    return Tensor.create(values, shape);
  }

  /** An uninitialized tensor [1, channels, height, width] of this backend. */
  public Tensor empty(long channels, long height, long width) {
    return Scopes.scoped(
        () ->
            torch.empty(
                new long[] {1, channels, height, width},
                new TensorOptions()
                    .dtype(new ScalarTypeOptional(type))
                    .device(
                        new DeviceOptional(new org.bytedeco.pytorch.Device(cuda ? "cuda" : "cpu"))),
                new MemoryFormatOptional(MemoryFormat.ChannelsLast)));
  }

  /** Bytes of one number. */
  public int numberBytes() {
    return type == ScalarType.Float ? 4 : 2;
  }
}
