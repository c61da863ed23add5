package io.github.tempera.internal.container;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An encoded picture, in a file or in memory, as the image readers want it: seekable, without a
 * cache file.
 *
 * <p>It does two things that the library's streams do not. It remembers whether somebody asked for
 * bytes beyond the end, which tells a file that was cut short from one that is damaged. And it can
 * show a reader another byte than is there, which hides an embedded colour profile from it.
 */
public final class PictureStream extends ImageInputStreamImpl {
  private final Source source;
  private final Closeable owner;
  private final long length;
  private final byte[] buffer = new byte[1 << 16];
  private final Map<Long, Byte> replaced = new HashMap<>();
  private long bufferStart;
  private int bufferLength;
  private boolean readPastEnd;

  private PictureStream(Source source, Closeable owner, long length) {
    this.source = source;
    this.owner = owner;
    this.length = length;
  }

  public static PictureStream open(Path file) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    return new PictureStream(
        (position, target) -> channel.position(position).read(target), channel, channel.size());
  }

  public static PictureStream open(byte[] encoded) {
    Source source =
        (position, target) -> {
          int count = Math.min(target.remaining(), encoded.length - (int) position);
          target.put(encoded, (int) position, count);
          return count;
        };
    return new PictureStream(source, () -> {}, encoded.length);
  }

  @Override
  public long length() {
    return length;
  }

  /** Whether somebody asked for bytes beyond the end. */
  public boolean readPastEnd() {
    return readPastEnd;
  }

  /** Every read of this position from now on gives this byte. */
  void replace(long position, int value) {
    replaced.put(position, (byte) value);
    bufferLength = 0;
  }

  /** Some bytes of the file; the position stays. */
  byte[] bytes(long position, int count) throws IOException {
    if (count < 0 || position < 0 || position + count > length) {
      throw new EOFException();
    }
    long before = streamPos;
    byte[] bytes = new byte[count];
    seek(position);
    readFully(bytes);
    seek(before);
    return bytes;
  }

  /** Whether a label, one byte a character, is at a position; the own position stays. */
  boolean startsWith(long position, String label) throws IOException {
    return position + label.length() <= length
        && label.equals(new String(bytes(position, label.length()), StandardCharsets.ISO_8859_1));
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    return fill() ? buffer[(int) (streamPos++ - bufferStart)] & 255 : -1;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (count == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int start = (int) (streamPos - bufferStart);
    int available = Math.min(count, bufferLength - start);
    System.arraycopy(buffer, start, target, offset, available);
    streamPos += available;
    return available;
  }

  /** Has the buffer cover the position; false at the end. */
  private boolean fill() throws IOException {
    if (streamPos >= bufferStart && streamPos < bufferStart + bufferLength) {
      return true;
    }
    bufferStart = streamPos;
    bufferLength = 0;
    if (streamPos < length) {
      int count = (int) Math.min(buffer.length, length - streamPos);
      bufferLength = Math.max(0, source.read(streamPos, ByteBuffer.wrap(buffer, 0, count)));
      replaced.forEach(
          (position, value) -> {
            if (position >= bufferStart && position < bufferStart + bufferLength) {
              buffer[(int) (position - bufferStart)] = value;
            }
          });
    }
    readPastEnd |= bufferLength == 0;
    return bufferLength > 0;
  }

  @Override
  public void close() throws IOException {
    super.close();
    owner.close();
  }

  /** Reads at most what the target takes, at least one byte unless at the end. */
  private interface Source {
    int read(long position, ByteBuffer target) throws IOException;
  }
}
