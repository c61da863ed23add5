package io.github.tempera.cli.common;

import io.github.tempera.Compute;
import io.github.tempera.Stylizer;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.model.Model;
import io.github.tempera.model.ModelStore;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model computes, and with what. */
public final class ModelOptions {
  private static final String SUFFIX = ".safetensors";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model that paints (default: ${DEFAULT-VALUE}); 'tempera models list' shows them. A model"
              + " file that ends with .safetensors will do, too.")
  private String model = ModelStore.BUNDLED;

  @Mixin private ComputeOptions compute = new ComputeOptions();

  /** Opens the model. */
  public Stylizer open() {
    return open(compute.compute());
  }

  /** Opens the model to compute so. */
  public Stylizer open(Compute with) {
    return Stylizer.open(load(model), with);
  }

  /** What computes. */
  public Compute compute() {
    return compute.compute();
  }

  /** The model of that name in the store or, where it ends with .safetensors, that file. */
  public static Model load(String nameOrFile) {
    return isFile(nameOrFile)
        ? Model.read(FileName.path(nameOrFile))
        : ModelStore.standard().load(nameOrFile);
  }

  /** Whether this is the name of a model file rather than of a model in the store. */
  public static boolean isFile(String nameOrFile) {
    return nameOrFile.endsWith(SUFFIX);
  }

  /** The model and its arithmetic in a few words, such as {@code slim (float32)}. */
  public String description() {
    return "%s (%s)"
        .formatted(model, compute.compute().precision().resolve().name().toLowerCase(Locale.ROOT));
  }
}
