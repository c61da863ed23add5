package io.github.tempera;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user or an operator can cause or mend: a bad option, an unreadable picture, a model that
 * is not there, a lack of memory.
 *
 * <p>The message is one or two sentences for them: what was wrong with what, and what to do. {@link
 * #kind()} is the same for programs. Anything else that goes wrong is a bug and keeps its own
 * exception.
 */
public final class TemperaException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable String subject;

  /** What went wrong. */
  public enum Kind {
    /** A value is out of its range, or things do not go together. */
    WRONG_ARGUMENT,
    /** There is no such file, picture, model or other thing. */
    NOT_FOUND,
    /** What is there cannot be read: it is damaged, something else, or not permitted. */
    UNREADABLE,
    /** The result cannot be stored: a disk is full, or a folder may not be written to. */
    UNWRITABLE,
    /** Memory or time do not suffice: less may do, or more memory. */
    OUT_OF_RESOURCES,
    /** A server, a library or what another process holds is not to be had, now or here. */
    UNAVAILABLE,
    /** Work came to nothing, as a training whose loss explodes. */
    FAILED
  }

  /**
   * A {@linkplain Kind#WRONG_ARGUMENT wrong argument}.
   *
   * @param message what was wrong with what, and what to do about it
   */
  public TemperaException(String message) {
    this(Kind.WRONG_ARGUMENT, null, message, null);
  }

  /**
   * A {@linkplain Kind#WRONG_ARGUMENT wrong argument}.
   *
   * @param message what was wrong with what, and what to do about it
   * @param cause what the underlying library reported
   */
  public TemperaException(String message, Throwable cause) {
    this(Kind.WRONG_ARGUMENT, null, message, cause);
  }

  /**
   * @param subject what it happened to, such as a file; null for none
   * @param message what was wrong with what, and what to do about it
   */
  public TemperaException(Kind kind, @Nullable Object subject, String message) {
    this(kind, subject, message, null);
  }

  /**
   * @param subject what it happened to, such as a file; null for none
   * @param message what was wrong with what, and what to do about it
   * @param cause what the underlying library reported
   */
  public TemperaException(
      Kind kind, @Nullable Object subject, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.subject = subject == null ? null : subject.toString();
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** What it happened to: a file's path as it was given, or a name. */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** The same error in other words. */
  public TemperaException withMessage(String message) {
    return new TemperaException(kind, subject, message, this);
  }
}
