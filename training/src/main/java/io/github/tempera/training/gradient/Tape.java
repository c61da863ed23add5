package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.reflection_pad2d_backward;
import static org.bytedeco.pytorch.global.torch.threshold_backward;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was computed from what, so that gradients find their way back. The library's
 * autograd does this for all operations but the convolutions, whose gradients are computed here
 * ({@link Filter}): in float32 that is more than twice as fast.
 *
 * <p>Belongs to one thread. What was computed lives until the tape is closed.
 */
public final class Tape implements AutoCloseable {
  private static final long[] EDGES = {1, 1, 1, 1};

  private final PointerScope scope = new PointerScope();
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final @Nullable Parameters parameters;
  private final @Nullable Tensor gradient;

  /** A value on the tape. */
  public static final class Node {
    private final Tensor value;
    private final boolean varies;
    private @Nullable Tensor gradient;

    private Node(Tensor value, boolean varies) {
      this.value = value;
      this.varies = varies;
    }

    /** What was computed. */
    public Tensor value() {
      return value;
    }

    /**
     * The gradient that came back, in the value's shape.
     *
     * @throws IllegalStateException if none did
     */
    public Tensor gradient() {
      if (gradient == null) {
        throw new IllegalStateException("no gradient came here");
      }
      return gradient;
    }

    private void receive(Tensor part) {
      gradient = gradient == null ? part : gradient.add(part);
    }
  }

  /** A tape on which nothing is learned: only inputs get gradients. */
  public Tape() {
    this(null, null);
  }

  /**
   * A tape on which parameters are learned.
   *
   * @param parameters what is learned
   * @param gradient laid out like them; their gradients are added there
   */
  public Tape(@Nullable Parameters parameters, @Nullable Tensor gradient) {
    this.parameters = parameters;
    this.gradient = gradient;
  }

  /** A value that needs no gradient. */
  public Node constant(Tensor value) {
    return new Node(value, false);
  }

  /** A value whose gradient is wanted. */
  public Node variable(Tensor value) {
    return new Node(value, true);
  }

  /** A learned parameter that is no convolution's. */
  public Node parameter(Layers layers, String name) {
    Node node = variable(layers.value(name));
    steps.push(
        () -> {
          Tensor mine = learned(name);
          if (node.gradient != null && mine != null) {
            mine.add_(node.gradient);
          }
        });
    return node;
  }

  /** An operation of the library's. */
  public Node apply(Function<Tensor, Tensor> operation, Node x) {
    return combine(inputs -> operation.apply(inputs[0]), x);
  }

  /** An operation of the library's on several inputs. */
  public Node combine(Function<Tensor[], Tensor> operation, Node... inputs) {
    Tensor[] leaves = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      leaves[i] =
          inputs[i].varies ? inputs[i].value.detach().requires_grad_(true) : inputs[i].value;
    }
    Tensor result = operation.apply(leaves);
    Node node = new Node(result.detach(), Arrays.stream(inputs).anyMatch(input -> input.varies));
    steps.push(
        () -> {
          if (node.gradient == null || !node.varies) {
            return;
          }
          result.backward(node.gradient, new BoolOptional(), false, new TensorArrayRefOptional());
          for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].varies && leaves[i].grad().defined()) {
              inputs[i].receive(leaves[i].grad());
            }
          }
        });
    return node;
  }

  /** A convolution on reflection padding of 1, [N, in, h, w] to [N, out, h, w]. */
  public Node convolution(Layers layers, String name, Node x) {
    return convolution(layers.filter(name), name, x, false);
  }

  /** {@link #convolution} and then the rectified linear unit. */
  public Node relu(Layers layers, String name, Node x) {
    return convolution(layers.filter(name), name, x, true);
  }

  private Node convolution(Filter filter, String name, Node x, boolean relu) {
    Tensor padded = reflection_pad2d(x.value, EDGES);
    Tensor y = filter.forward(padded);
    if (relu) {
      y.relu_();
    }
    Tensor weight = learned(name + ".weight");
    Node node = new Node(y, x.varies || weight != null);
    if (node.varies) {
      Filter.Gradients wanted =
          new Filter.Gradients(x.varies, weight, weight == null ? null : learned(name + ".bias"));
      steps.push(
          () -> {
            if (node.gradient == null) {
              return;
            }
            Tensor g = relu ? threshold_backward(node.gradient, y, new Scalar(0)) : node.gradient;
            Tensor back = filter.backward(padded, g, wanted);
            if (x.varies) {
              x.receive(reflection_pad2d_backward(back, x.value, EDGES));
            }
          });
    }
    return node;
  }

  private @Nullable Tensor learned(String name) {
    return parameters != null && gradient != null && parameters.names().contains(name)
        ? parameters.view(gradient, name)
        : null;
  }

  /** Sends gradients back from a single number. */
  public void backward(Node loss) {
    loss.receive(torch.ones_like(loss.value));
    while (!steps.isEmpty()) {
      steps.pop().run();
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
