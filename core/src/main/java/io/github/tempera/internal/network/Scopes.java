package io.github.tempera.internal.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** Who frees what: the innermost open scope, unless an {@link Owner} keeps it. */
public final class Scopes {
  private Scopes() {}

  /** Runs the work in a scope of its own; only its result survives, into the scope around it. */
  public static <P extends Pointer> P scoped(Supplier<P> work) {
    P result;
    try (PointerScope inner = new PointerScope()) {
      result = work.get();
      result.retainReference();
    }
    PointerScope outer = PointerScope.getInnerScope();
    if (outer != null) {
      outer.attach(result);
      result.releaseReference();
    }
    return result;
  }

  /** Frees a pointer of the innermost scope before that scope ends. */
  static void free(Pointer pointer) {
    PointerScope scope = PointerScope.getInnerScope();
    if (scope != null) {
      scope.detach(pointer);
    }
  }

  /** Keeps native objects beyond the scope they were made in, until it is closed. */
  public static final class Owner implements AutoCloseable {
    private final List<Pointer> owned = new ArrayList<>();

    /** Takes the pointer over from the scopes around it. By any thread. */
    public synchronized <P extends Pointer> P own(P pointer) {
      pointer.retainReference();
      owned.add(pointer);
      return pointer;
    }

    @Override
    public void close() {
      owned.forEach(Pointer::releaseReference);
      owned.clear();
    }
  }
}
