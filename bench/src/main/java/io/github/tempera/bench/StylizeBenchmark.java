package io.github.tempera.bench;

import io.github.tempera.Precision;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Each stage of a stylization on each network; {@code plain} is the baseline. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-Xmx1g"})
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@NullUnmarked
public class StylizeBenchmark {
  @Param({"slim", "vgg19", "vgg19-modulated", "plain"})
  private String network;

  /** The baseline is always float32. */
  @Param({"FLOAT32", "BFLOAT16"})
  private Precision precision;

  @Param({"256", "512", "1024"})
  private int size;

  @Param private Stage stage;

  private Workload workload;

  /** Loads the network and encodes what the stage starts from. */
  @Setup
  public void open() {
    workload = Workload.of(network, precision, size);
  }

  /** One run of the stage. */
  @Benchmark
  public void run() {
    workload.run(stage);
  }

  /** Frees the network. */
  @TearDown
  public void close() {
    workload.close();
  }
}
