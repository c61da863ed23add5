package io.github.tempera.model;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.format.TensorFile;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** A network's weights with the card that says what they are. All tensors are there and fit. */
public final class Model {
  static final String ENCODER_FINGERPRINT = "encoder_sha256";
  static final String CHECKSUM = "crc32";

  private final ModelCard card;
  private final TensorFile tensors;

  /**
   * @param weights tensors under the names that {@link Architecture} lists
   * @throws TemperaException if they are not exactly those of the card's network, or a value is not
   *     a finite number
   */
  public Model(ModelCard card, Map<String, Weights> weights) {
    String source = "The model \"" + card.name() + "\"";
    card.network().check(weights, source);
    checkFinite(weights, source);
    SortedMap<String, String> metadata = card.toMetadata();
    metadata.put(ENCODER_FINGERPRINT, fingerprint(weights));
    metadata.put(CHECKSUM, checksum(weights));
    this.card = card;
    this.tensors = new TensorFile(weights, metadata);
  }

  private Model(ModelCard card, TensorFile tensors) {
    this.card = card;
    this.tensors = tensors;
  }

  /**
   * Reads a model file, whether or not it lies in a store.
   *
   * @throws TemperaException if it is absent, not a model file, incomplete or altered
   */
  public static Model read(Path file) {
    return of(TensorFile.read(file), file.toString());
  }

  static Model read(InputStream in, String name) {
    return of(TensorFile.read(in, name), name);
  }

  /**
   * The checksum says that these are the weights that were checked and fingerprinted when the file
   * was written; doing that again would take longer than reading them.
   */
  private static Model of(TensorFile file, String source) {
    ModelCard card = ModelCard.fromMetadata(file.metadata(), source);
    card.network().check(file.tensors(), source);
    if (!checksum(file.tensors()).equals(file.metadata().get(CHECKSUM))
        || !file.metadata().containsKey(ENCODER_FINGERPRINT)) {
      throw new TemperaException(
          Kind.UNREADABLE,
          source,
          source
              + " is damaged: its weights are not those it was written with. Fetch or copy it"
              + " again.");
    }
    return new Model(card, file);
  }

  /**
   * Writes the model file, float32, in one step: a reader sees the old file or the whole new one.
   *
   * @throws TemperaException if it cannot be written
   */
  public void write(Path file) {
    tensors.write(file);
  }

  /** What the model is. */
  public ModelCard card() {
    return card;
  }

  /**
   * The same weights under another card.
   *
   * @throws TemperaException if that card is of another network
   */
  public Model withCard(ModelCard newCard) {
    if (newCard.network() != card.network()) {
      throw new TemperaException(
          "A card of a "
              + newCard.network().id()
              + " model does not fit the "
              + card.network().id()
              + " model \""
              + card.name()
              + "\".");
    }
    SortedMap<String, String> metadata = newCard.toMetadata();
    metadata.put(ENCODER_FINGERPRINT, encoderFingerprint());
    metadata.put(CHECKSUM, tensors.metadata().getOrDefault(CHECKSUM, ""));
    return new Model(newCard, new TensorFile(weights(), metadata));
  }

  /** All tensors, sorted by name. */
  public SortedMap<String, Weights> weights() {
    return tensors.tensors();
  }

  /**
   * The tensor of that name, for example {@code encoder.conv1_1.weight}.
   *
   * @throws TemperaException if there is none
   */
  public Weights get(String name) {
    return tensors.get(name);
  }

  /**
   * Which encoder this is: SHA-256, in hexadecimal, over the names, shapes and float32 bits of the
   * encoder's tensors. A style's numbers mean something only to the encoder that made them.
   */
  public String encoderFingerprint() {
    return tensors.metadata().getOrDefault(ENCODER_FINGERPRINT, "");
  }

  static void checkFinite(Map<String, Weights> weights, String source) {
    weights.forEach(
        (name, tensor) -> {
          for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
              throw new TemperaException(
                  Kind.UNREADABLE,
                  source,
                  source + ": the tensor \"" + name + "\" holds a value that is no finite number.");
            }
          }
        });
  }

  static String fingerprint(Map<String, Weights> weights) {
    MessageDigest digest = sha256();
    new TreeMap<>(weights)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith("encoder.")) {
                String heading = name + Arrays.toString(tensor.shape()) + "\n";
                digest.update(heading.getBytes(StandardCharsets.UTF_8));
                chunks(tensor.values(), digest::update);
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String checksum(Map<String, Weights> weights) {
    CRC32 crc = new CRC32();
    for (Weights tensor : new TreeMap<>(weights).values()) {
      chunks(tensor.values(), crc::update);
    }
    return HexFormat.of().toHexDigits(crc.getValue(), 8);
  }

  /** SHA-256, in hexadecimal, of the values' little-endian float32 bytes. */
  static String sha256(float[] values) {
    MessageDigest digest = sha256();
    chunks(values, digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256, in hexadecimal. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** The values' little-endian bytes, some at a time. */
  private static void chunks(float[] values, Consumer<ByteBuffer> consumer) {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int perChunk = chunk.capacity() / Float.BYTES;
    for (int start = 0; start < values.length; start += perChunk) {
      int count = Math.min(perChunk, values.length - start);
      chunk.clear();
      chunk.asFloatBuffer().put(values, start, count);
      consumer.accept(chunk.limit(count * Float.BYTES));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Model[" + card.name() + ", " + card.network().id() + "]";
  }
}
