package io.github.tempera.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.Shared;
import io.github.tempera.TemperaException;
import io.github.tempera.model.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading .pth files, and refusing those that would do more than hold tensors. */
public class TorchCheckpointTest {
  @TempDir static Path folder = Path.of("");

  private static final float[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7};

  public static Map<String, Weights> readReference(String path) {
    try {
      return TorchCheckpoint.read(Shared.file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void legacyFormIsReadToTheBit() {
    Map<String, Weights> checkpoint = readReference("reference/vgg_normalised.pth");
    TensorFile same = TensorFile.read(Shared.file("weights/vgg19-normalised-relu4_1.safetensors"));

    assertThat(checkpoint).hasSameSizeAs(same.tensors());
    assertThat(checkpoint.get("29.weight"))
        .satisfies(
            weights -> {
              assertThat(weights.shape()).containsExactly(512, 256, 3, 3);
              assertThat(weights.values()).isEqualTo(same.get("conv4_1.weight").values());
            });
  }

  @Test
  void archiveFormIsRead() {
    Map<String, Weights> checkpoint = readReference("reference/decoder.pth");
    assertThat(checkpoint).hasSize(18).containsKeys("1.weight", "28.bias");
    assertThat(checkpoint.get("28.bias"))
        .satisfies(
            bias ->
                assertThat(bias.values())
                    .containsExactly(0.031787362f, 0.014191401f, 0.015249131f));
  }

  @Test
  void bothFormsOfOneDictionaryAreEqual() throws IOException {
    for (Path file :
        new Path[] {
          nested().legacy(folder.resolve("l.pth")), nested().archive(folder.resolve("z.pth"))
        }) {
      Map<String, Weights> tensors = TorchCheckpoint.read(file);
      assertThat(tensors).containsOnlyKeys("state.a.weight", "state.b");
      assertTensor(tensors, "state.a.weight", new long[] {3, 2}, 1, 4, 2, 5, 3, 6);
      assertTensor(tensors, "state.b", new long[] {}, 7);
    }
  }

  /**
   * A number, a dictionary in a dictionary, a transposed view, a scalar, an OrderedDict's state.
   */
  private static PickleWriter nested() {
    return new PickleWriter()
        .op('}', '(')
        .text("epoch")
        .number(3)
        .text("state")
        .op('}', '(')
        .text("a.weight")
        .tensor("77", NUMBERS, 1, new long[] {3, 2}, new long[] {1, 3})
        .text("b")
        .tensor("77", NUMBERS, 7, new long[] {}, new long[] {})
        .op('u', '}', '(')
        .text("_metadata")
        .op('}', 'u', 'b', 'u');
  }

  /** As Python 2 and PyTorch before 0.4 wrote: entries in the constructor, short strings. */
  @Test
  void theOldestDictionariesAreRead() throws IOException {
    PickleWriter pickle = new PickleWriter().global("collections", "OrderedDict");
    pickle.op(']', ']', 'U', 6).op("0.bias".chars().toArray()).op('a');
    pickle.storage("1", new float[] {1, 2});
    pickle.global("torch._utils", "_rebuild_tensor").op('(').storageId("FloatStorage", "1", 2);
    pickle.number(0).tuple(2).tuple(1).op('t', 'R', 'a', 'a', 0x85, 'R');
    for (Path file :
        new Path[] {
          pickle.legacy(folder.resolve("old.pth")), pickle.archive(folder.resolve("x"))
        }) {
      assertTensor(TorchCheckpoint.read(file), "0.bias", new long[] {2}, 1, 2);
    }
    assertRefused(
        new PickleWriter().global("collections", "OrderedDict").text("x").op(0x85, 'R'),
        "an OrderedDict of something other than a list");
    assertRefused(
        new PickleWriter()
            .global("collections", "OrderedDict")
            .op(']')
            .text("x")
            .op('a', 0x85, 'R'),
        "an OrderedDict of something other than pairs");
  }

  @Test
  void halfAndDoubleAreConverted() throws IOException {
    byte[] half = {0, 0x3c, 0, (byte) 0xc0};
    byte[] brain = {(byte) 0x80, 0x3f, 0, (byte) 0xc0};
    byte[] twice = {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f};
    PickleWriter pickle = new PickleWriter().op('}', '(');
    pickle.text("h").tensor("HalfStorage", "0", 2, half, 0, new long[] {2}, new long[] {1});
    pickle.text("b").tensor("BFloat16Storage", "1", 2, brain, 0, new long[] {2}, new long[] {1});
    pickle.text("d").tensor("DoubleStorage", "2", 1, twice, 0, new long[] {1}, new long[] {1});
    Map<String, Weights> tensors =
        TorchCheckpoint.read(pickle.op('u').archive(folder.resolve("types.pth")));

    assertTensor(tensors, "h", new long[] {2}, 1, -2);
    assertTensor(tensors, "b", new long[] {2}, 1, -2);
    assertTensor(tensors, "d", new long[] {1}, 1);
  }

  private static void assertTensor(
      Map<String, Weights> tensors, String name, long[] shape, float... values) {
    assertThat(tensors.get(name))
        .isNotNull()
        .satisfies(
            weights -> {
              assertThat(weights.shape()).isEqualTo(shape);
              assertThat(weights.values()).isEqualTo(values);
            });
  }

  @Test
  void classesOutsideTheClosedListAreRefusedByName() throws IOException {
    // os.system("…") and its like, by every instruction that can name a class.
    assertRefused(call(new PickleWriter().global("os", "system")), "the class os.system");
    assertRefused(call(new PickleWriter().global("posix", "system")), "the class posix.system");
    assertRefused(call(new PickleWriter().global("builtins", "eval")), "the class builtins.eval");
    assertRefused(
        call(new PickleWriter().text("builtins").text("exec").op(0x93)), "the class builtins.exec");
    assertRefused(
        new PickleWriter().op('(').text("x").op('i').op("os\nsystem\n".chars().toArray()),
        "the class os.system");
    assertRefused(
        new PickleWriter().op('(').global("subprocess", "Popen").text("x").op('o'),
        "the class subprocess.Popen");
    assertRefused(new PickleWriter().global("a", "B").op(')', 0x81), "the class a.B");
    // What the pickle library itself would gladly construct.
    assertRefused(
        call(new PickleWriter().global("builtins", "bytearray")), "the class builtins.bytearray");
    assertRefused(call(new PickleWriter().global("datetime", "date")), "the class datetime.date");
    assertRefused(
        call(new PickleWriter().global("copyreg", "_reconstructor")),
        "the class copyreg._reconstructor");
    assertRefused(call(new PickleWriter().global("__main__", "Net")), "the class __main__.Net");
  }

  @Test
  void aClassHiddenInAPersistentIdIsRefused() throws IOException {
    assertRefused(
        new PickleWriter().op('(').text("storage").global("os", "system").op('t', 'Q'),
        "the class os.system");
    assertRefused(
        new PickleWriter()
            .op('(')
            .op('(')
            .text("storage")
            .op('t', 'Q')
            .global("torch", "FloatStorage")
            .op('t', 'Q'),
        "a persistent id that is no plain storage");
    assertRefused(
        new PickleWriter().text("storage").op('Q'), "something else where a tuple belongs");
  }

  @Test
  void otherInstructionsAreRefused() throws IOException {
    assertRefused(
        new PickleWriter().global("collections", "OrderedDict").op(')', 0x81),
        "the pickle instruction 0x81");
    assertRefused(new PickleWriter().op(0x82, 1), "the pickle instruction 0x82");
    assertRefused(new PickleWriter().op(0x96), "the pickle instruction 0x96");
    assertRefused(call(new PickleWriter().global("torch", "FloatStorage")), "a call of F32");
    assertRefused(call(new PickleWriter().text("os.system")), "a call of os.system");
    assertRefused(
        new PickleWriter().op('}', '(', ']', ']', 'u'),
        "a dictionary key that is neither text nor number");
  }

  @Test
  void declaredSizesAreNotBelieved() throws IOException {
    assertRefused(new PickleWriter().op('X', 0xff, 0xff, 0xff, 0x7f), "a text of 2147483647 bytes");
    assertRefused(new PickleWriter().op('X', 0xff, 0xff, 0xff, 0xff), "a text of 4294967295 bytes");
    int[] dictionaries = new int[1_000_001];
    Arrays.fill(dictionaries, '}');
    assertRefused(new PickleWriter().op(dictionaries), "more than 1000000 instructions");
    long[] one = {1};
    assertRefused(tensor(0, new long[] {9}, one), "reaches beyond its storage");
    assertRefused(tensor(8, new long[] {1}, one), "reaches beyond its storage");
    assertRefused(tensor(0, new long[] {2, 2}, one), "reaches beyond its storage");
    assertRefused(tensor(0, new long[] {3}, new long[] {4}), "reaches beyond its storage");
    assertRefused(
        tensor(0, new long[] {2_000_000_000, 2_000_000_000}, new long[] {0, 0}),
        "reaches beyond its storage");
    assertRefused(tensor(0, new long[] {2_000_000}, new long[] {0}), "reaches beyond its storage");
    assertRefused(tensor(0, new long[] {-1}, one), "the size, offset or stride -1");
    assertRefused(tensor(0, new long[] {2}, new long[] {-1}), "the size, offset or stride -1");
  }

  private static PickleWriter tensor(int offset, long[] sizes, long[] strides) {
    return new PickleWriter()
        .op('}', '(')
        .text("x")
        .tensor("0", NUMBERS, offset, sizes, strides)
        .op('u');
  }

  @Test
  void aPickleWithoutSenseIsRefused() throws IOException {
    assertRefused(new PickleWriter().op('R'), "is damaged");
    assertRefused(new PickleWriter().op(']', 'a'), "is damaged");
    assertRefused(new PickleWriter().op('h', 7), "no.pth");
    assertRefused(new PickleWriter().text("only a text"), "holds no state dict");
    assertRefused(new PickleWriter().number(1).op(')', 'b', 's'), "no.pth");
  }

  @Test
  void dictionariesWithinEachOtherAreBounded() throws IOException {
    PickleWriter bomb = new PickleWriter().op('}', 'q', 0, '(').text("x").op('}', 'u');
    for (int level = 1; level < 30; level++) {
      bomb.op('}', 'q', level, '(');
      for (String key : new String[] {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}) {
        bomb.text(key).op('h', level - 1);
      }
      bomb.op('u');
    }
    assertRefused(bomb, "nested too deep");
    assertRefused(
        new PickleWriter().op('}', 'q', 0, '(').text("x").op('h', 0, 'u'), "nested too deep");
  }

  @Test
  void damagedContainersAreRefused() throws IOException {
    byte[] legacy = Files.readAllBytes(nested().legacy(folder.resolve("whole.pth")));
    for (int length = 0; length < legacy.length; length++) {
      Path cut = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(legacy, length));
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> readOrSentence(cut))
          .withMessageContaining("cut.pth");
    }
    assertSentence(
        Files.write(folder.resolve("cut.pth"), Arrays.copyOf(legacy, legacy.length / 2)),
        "is cut short");
    assertSentence(
        Files.write(folder.resolve("cut.pth"), Arrays.copyOf(legacy, legacy.length - 3)),
        "it is cut short, and ends within the storage 77");
    byte[] archive = Files.readAllBytes(nested().archive(folder.resolve("whole.pth")));
    for (int length : new int[] {30, archive.length / 2, archive.length - 3}) {
      assertSentence(
          Files.write(folder.resolve("cut.pth"), Arrays.copyOf(archive, length)),
          "it is cut short");
    }
    Path compressed = folder.resolve("compressed.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(compressed))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(nested().toBytes());
    }
    assertSentence(compressed, "is compressed or far too large");
    Path big = folder.resolve("big.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(big))) {
      PickleWriter.stored(zip, "a/data.pkl", new byte[] {'.'});
      PickleWriter.stored(zip, "a/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    }
    assertSentence(big, "big-endian");
    Path missing = folder.resolve("missing.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(missing))) {
      PickleWriter.stored(zip, "a/data.pkl", nested().toBytes());
    }
    assertSentence(missing, "the storage 77 is missing");
    Path other = folder.resolve("other.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
      PickleWriter.stored(zip, "readme.txt", new byte[] {'.'});
    }
    assertSentence(other, "holds no data.pkl");
  }

  /** Whatever bytes change, the answer is tensors or a sentence. */
  @Test
  void anyAlteredFileIsReadOrRefused() throws IOException {
    Random random = new Random(1);
    Path altered = folder.resolve("altered.pth");
    for (Path file :
        new Path[] {
          nested().legacy(folder.resolve("l.pth")), nested().archive(folder.resolve("z.pth"))
        }) {
      byte[] bytes = Files.readAllBytes(file);
      for (int trial = 0; trial < 500; trial++) {
        byte[] copy = bytes.clone();
        for (int change = random.nextInt(3); change >= 0; change--) {
          copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        Files.write(altered, copy);
        try {
          readOrSentence(altered);
        } catch (TemperaException e) {
          assertThat(e).hasMessageContaining("altered.pth");
        }
      }
    }
  }

  private static PickleWriter call(PickleWriter callable) {
    return callable.op('(').text("touch /tmp/owned").op('t', 'R');
  }

  /** In both forms of the file. */
  private static void assertRefused(PickleWriter pickle, String message) throws IOException {
    Path file = folder.resolve("no.pth");
    assertSentence(pickle.archive(file), message);
    assertSentence(pickle.legacy(file), message);
  }

  private static void assertSentence(Path file, String message) {
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> readOrSentence(file))
        .withMessageContaining(message)
        .withMessageContaining(file.getFileName().toString());
  }

  /** As the import does. */
  private static void readOrSentence(Path file) {
    try {
      TorchCheckpoint.read(file);
    } catch (IOException e) {
      throw new TemperaException("Cannot read " + file, e);
    }
  }
}
