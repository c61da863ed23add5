package io.github.tempera.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tempera.TemperaException;
import io.github.tempera.model.Weights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and writing safetensors. */
class TensorFileTest {

  @Property(tries = 200)
  void everyFileComesBack(@ForAll("files") TensorFile file) throws IOException {
    Path path = Files.createTempFile("tempera", ".safetensors");
    try {
      file.write(path);
      TensorFile back = TensorFile.read(path);

      assertThat(back.metadata()).isEqualTo(file.metadata());
      assertThat(back.tensors().keySet()).isEqualTo(file.tensors().keySet());
      file.tensors()
          .forEach(
              (name, weights) -> {
                assertThat(back.get(name).shape()).isEqualTo(weights.shape());
                assertThat(bits(back.get(name))).isEqualTo(bits(weights));
              });
      byte[] bytes = Files.readAllBytes(path);
      long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertThat(header % 8).isZero();
      back.write(path);
      assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
    } finally {
      Files.delete(path);
    }
  }

  @Provide
  Arbitrary<TensorFile> files() {
    Arbitrary<String> names = Arbitraries.strings().ofMinLength(1).ofMaxLength(12).alpha();
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20).excludeChars(surrogates());
    Arbitrary<Weights> weights =
        Arbitraries.longs().between(0, 5).list().ofMaxSize(4).flatMap(TensorFileTest::ofShape);
    return Combinators.combine(
            Arbitraries.maps(names, weights).ofMaxSize(5),
            Arbitraries.maps(names, texts).ofMaxSize(3))
        .as(TensorFile::new);
  }

  private static char[] surrogates() {
    char[] surrogates = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < surrogates.length; i++) {
      surrogates[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return surrogates;
  }

  private static Arbitrary<Weights> ofShape(List<Long> sizes) {
    long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
    // Any bits, so that infinities, NaN and subnormal numbers come too.
    return Arbitraries.integers()
        .array(int[].class)
        .ofSize((int) Weights.count(shape))
        .map(bits -> new Weights(shape, floats(bits)));
  }

  private static float[] floats(int[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    return values;
  }

  private static int[] bits(Weights weights) {
    int[] bits = new int[weights.values().length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(weights.values()[i]);
    }
    return bits;
  }

  /** Every half there is survives, and every float goes to the nearest half. */
  @Test
  void halvesAreExactAndRoundingIsToNearest() {
    float[] halves = new float[1 << 16];
    byte[] stored = new byte[2 << 16];
    for (int i = 0; i < halves.length; i++) {
      stored[2 * i] = (byte) i;
      stored[2 * i + 1] = (byte) (i >> 8);
    }
    halves = NumberFormat.F16.decode(stored);
    for (int i = 0; i < halves.length; i++) {
      if (!Float.isNaN(halves[i])) {
        assertThat(NumberFormat.toFloat16(halves[i])).isEqualTo((short) i);
      }
    }
    for (int i = 0; i < 0x7bff; i++) {
      float middle = (halves[i] + halves[i + 1]) / 2;
      assertThat(NumberFormat.toFloat16(Math.nextDown(middle))).isEqualTo((short) i);
      assertThat(NumberFormat.toFloat16(Math.nextUp(middle))).isEqualTo((short) (i + 1));
      assertThat(NumberFormat.toFloat16(middle) & 1).isZero();
    }
    assertThat(NumberFormat.toFloat16(65519f)).isEqualTo((short) 0x7bff);
    assertThat(NumberFormat.toFloat16(65520f)).isEqualTo((short) 0x7c00);
    assertThat(NumberFormat.toFloat16(Float.NaN)).isEqualTo((short) 0x7e00);
  }

  @Test
  void halfStorageIsWrittenAndReadWidened(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("sub/half.safetensors");
    Weights weights = new Weights(new long[] {3}, new float[] {1, -0.5f, 0.1f});
    new TensorFile(Map.of("x", weights), Map.of()).write(path, TensorFile.Storage.F16);

    assertThat(Files.readString(path, StandardCharsets.ISO_8859_1)).contains("\"dtype\":\"F16\"");
    assertThat(TensorFile.read(path).get("x").values()).containsExactly(1, -0.5f, 0.099975586f);
    try (Stream<Path> left = Files.list(path.getParent())) {
      assertThat(left).containsExactly(path);
    }
  }

  @Test
  void bfloat16IsWidened() {
    byte[] data = {(byte) 0x80, 0x3f, 0x49, (byte) 0xc0};
    TensorFile file =
        read("{\"x\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", data);
    assertThat(file.get("x").values()).containsExactly(1f, -3.140625f);
  }

  /** As batch normalization counts its steps. */
  @Test
  void wholeNumbersAreRead() {
    byte[] data = {5, 0, 0, 0, 0, 0, 0, 0, (byte) 0xfe, (byte) 0xff, (byte) 0xff, 2, 1};
    TensorFile file =
        read(
            "{\"l\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"s\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[8,10]},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[10,12]},"
                + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[12,13]}}",
            data);
    assertThat(file.get("l").values()).containsExactly(5);
    assertThat(file.get("s").values()).containsExactly(-2);
    assertThat(file.get("u").values()).containsExactly(255, 2);
    assertThat(file.get("b").values()).containsExactly(1);
  }

  @Test
  void whatLiesInAFilesPlaceIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("woodcut.style");
    assertNamed(file, "", "woodcut.style is empty");
    assertNamed(
        file,
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "woodcut.style is a Git LFS pointer",
        "git lfs pull");
    assertNamed(file, "\n<!DOCTYPE html>\n<html>Not found</html>", "is a web page");
    assertNamed(file, "<html>", "is a web page");
    assertNamed(file, "PK\3\4archive/data.pkl", "checkpoint of PyTorch", "models import");
  }

  private static void assertNamed(Path file, String content, String... words) throws IOException {
    Files.writeString(file, content);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> TensorFile.read(file))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @Test
  void orderInTheFileIsFree() {
    TensorFile file =
        read(
            "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,8]},"
                + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[4,4]}}   ",
            new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    assertThat(file.get("b").values()).containsExactly(1f);
    assertThat(file.get("a").values()).containsExactly(2f);
    assertThat(file.get("empty").values()).isEmpty();
  }

  @Test
  void aMissingTensorIsNamed() {
    TensorFile file = new TensorFile(Map.of(), Map.of());
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> file.get("conv0.weight"))
        .withMessageContaining("no tensor \"conv0.weight\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{}x",
        "{} {}",
        "{\"x\":1}",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}",
        "{\"x\":{}}",
        "{\"x\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":[],\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1000000000000],\"data_offsets\":[0,4000000000000]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
      })
  void malformedHeadersAreRefused(String header, @TempDir Path folder) throws IOException {
    byte[] bytes = bytes(header.length(), header, new byte[8]);
    assertRefused(bytes, folder);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4, 1_000, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void absurdHeaderLengthsAreRefused(long length, @TempDir Path folder) throws IOException {
    assertRefused(bytes(length, "{}      ", new byte[0]), folder);
  }

  @Test
  void everyTruncationIsRefused(@TempDir Path folder) throws IOException {
    byte[] whole =
        bytes(
            64,
            String.format(
                "%-64s", "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"),
            new byte[8]);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), folder);
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      assertThatExceptionOfType(TemperaException.class)
          .isThrownBy(() -> TensorFile.read(cut))
          .withMessageContaining(length == 0 ? "is empty" : "is cut short");
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), folder);
  }

  private static void assertRefused(byte[] bytes, Path folder) throws IOException {
    Path file = Files.write(folder.resolve("bad.safetensors"), bytes);
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> TensorFile.read(file))
        .withMessageContaining("bad.safetensors");
    assertThatExceptionOfType(TemperaException.class)
        .isThrownBy(() -> TensorFile.read(new ByteArrayInputStream(bytes), "the stream"))
        .withMessageContaining("the stream");
  }

  private static TensorFile read(String header, byte[] data) {
    return TensorFile.read(
        new ByteArrayInputStream(bytes(header.length(), header, data)), "the test");
  }

  private static byte[] bytes(long length, String header, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
    bytes.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(data);
    return bytes.toByteArray();
  }
}
