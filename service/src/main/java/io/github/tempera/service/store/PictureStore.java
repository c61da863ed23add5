package io.github.tempera.service.store;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Encoded pictures by the SHA-256 of their bytes, kept for a time that every use renews. A picture
 * that a waiting or running job needs stays until that job has ended.
 */
public final class PictureStore {
  private static final String HERE =
      " hash = :hash AND (expires > :now"
          + " OR EXISTS (SELECT 1 FROM job_pictures h WHERE h.hash = pictures.hash))";

  private final Database database;
  private final @Nullable PictureFolder folder;
  private final Duration retention;
  private final Clock clock;

  /**
   * @param folder where the bytes lie, shared by all processes; empty to keep them in the database
   * @param retention how long a picture is kept after its last use
   */
  public PictureStore(Database database, Optional<Path> folder, Duration retention, Clock clock) {
    this.database = database;
    this.folder = folder.map(PictureFolder::new).orElse(null);
    this.retention = retention;
    this.clock = clock;
  }

  /** The hash that a picture of these bytes is stored under: 64 lower-case hexadecimal digits. */
  public static String hash(byte[] encoded) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /**
   * Stores a picture, or renews the one that is there.
   *
   * @return its hash
   */
  public String put(byte[] encoded) {
    return database.write(handle -> put(handle, encoded));
  }

  /** Stores a picture in the caller's transaction. */
  public String put(Handle handle, byte[] encoded) {
    String hash = hash(encoded);
    int renewed =
        handle
            .createUpdate(
                "UPDATE pictures SET expires = CASE WHEN expires > :until THEN expires"
                    + " ELSE :until END WHERE hash = :hash")
            .bind("hash", hash)
            .bind("until", until())
            .execute();
    if (renewed == 0) {
      handle
          .createUpdate(
              "INSERT INTO pictures (hash, expires, bytes) VALUES (:hash, :until, :bytes)"
                  + " ON CONFLICT (hash) DO UPDATE SET expires = excluded.expires")
          .bind("hash", hash)
          .bind("until", until())
          .bind("bytes", folder == null ? encoded : null)
          .execute();
    }
    // The row is locked until the transaction ends: nobody deletes the file meanwhile.
    if (folder != null) {
      folder.write(hash, encoded);
    }
    return hash;
  }

  /** The bytes of a picture, whose time begins anew; empty if there is none or its time is up. */
  public Optional<byte[]> get(String hash) {
    if (!renew(hash)) {
      return Optional.empty();
    }
    if (folder != null) {
      return folder.read(hash);
    }
    return database.read(
        handle ->
            handle
                .createQuery("SELECT bytes FROM pictures WHERE hash = :hash")
                .bind("hash", hash)
                .mapTo(byte[].class)
                .findOne());
  }

  /** Renews a picture without reading it; false if there is none or its time is up. */
  public boolean renew(String hash) {
    Optional<Long> expires =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT expires FROM pictures WHERE" + HERE)
                    .bind("hash", hash)
                    .bind("now", clock.millis())
                    .mapTo(Long.class)
                    .findOne());
    // Not each of many uses in a row is worth a write.
    boolean fresh = expires.isPresent() && expires.get() > until() - retention.toMillis() / 10;
    return fresh || (expires.isPresent() && database.write(handle -> renew(handle, hash)));
  }

  /** As the other, in the caller's transaction. */
  public boolean renew(Handle handle, String hash) {
    return handle
            .createUpdate("UPDATE pictures SET expires = :until WHERE" + HERE)
            .bind("hash", hash)
            .bind("now", clock.millis())
            .bind("until", until())
            .execute()
        == 1;
  }

  /**
   * Keeps pictures while a job needs them, from the caller's transaction on.
   *
   * @param brought by their hashes, those that are to be stored first
   * @return the first that is gone already; if any is, the caller is to roll back
   */
  public Optional<String> hold(
      Handle handle, String job, Collection<String> hashes, Map<String, byte[]> brought) {
    // In one order always, so that two transactions cannot wait for each other.
    for (String hash : hashes.stream().sorted().toList()) {
      byte[] encoded = brought.get(hash);
      if (encoded != null) {
        put(handle, encoded);
      } else if (!renew(handle, hash)) {
        return Optional.of(hash);
      }
      handle
          .createUpdate("INSERT INTO job_pictures (hash, job) VALUES (:hash, :job)")
          .bind("hash", hash)
          .bind("job", job)
          .execute();
    }
    return Optional.empty();
  }

  /** Ends what {@link #hold} began: the pictures' time runs from now. */
  public void release(Handle handle, String job) {
    List<String> hashes =
        handle
            .createQuery("SELECT hash FROM job_pictures WHERE job = :job ORDER BY hash")
            .bind("job", job)
            .mapTo(String.class)
            .list();
    hashes.forEach(hash -> renew(handle, hash));
    handle.createUpdate("DELETE FROM job_pictures WHERE job = :job").bind("job", job).execute();
  }

  /**
   * Deletes the pictures whose time is up.
   *
   * @return how many
   */
  public int expire() {
    List<String> due =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT hash FROM pictures WHERE expires <= :now")
                    .bind("now", clock.millis())
                    .mapTo(String.class)
                    .list());
    int deleted = 0;
    for (String hash : due) {
      // One transaction each: large pictures take their time, and others want to write too.
      deleted += database.write(handle -> delete(handle, hash, clock.millis()));
    }
    if (folder != null) {
      // Left by a process that was killed between writing the file and committing.
      for (String hash : folder.olderThan(clock.instant().minus(retention))) {
        deleteUnknown(folder, hash);
      }
    }
    return deleted;
  }

  /**
   * Deletes a picture whatever its time, unless a job {@linkplain #hold holds} it or it is needed
   * otherwise.
   *
   * @param needed whether it is; asked while nobody can store or use the picture
   */
  public void delete(Handle handle, String hash, BooleanSupplier needed) {
    // The row is a lock: who stores or holds the picture now waits for it, and who has it already
    // is seen by the statements that follow.
    int there =
        handle
            .createUpdate("UPDATE pictures SET expires = expires WHERE hash = :hash")
            .bind("hash", hash)
            .execute();
    if (there == 1 && !needed.getAsBoolean()) {
      delete(handle, hash, Long.MAX_VALUE);
    }
  }

  private int delete(Handle handle, String hash, long latest) {
    int deleted =
        handle
            .createUpdate(
                "DELETE FROM pictures WHERE hash = :hash AND expires <= :latest AND NOT EXISTS"
                    + " (SELECT 1 FROM job_pictures h WHERE h.hash = pictures.hash)")
            .bind("hash", hash)
            .bind("latest", latest)
            .execute();
    if (deleted > 0 && folder != null) {
      folder.delete(hash);
    }
    return deleted;
  }

  /** Deletes the folder's file of that name if no picture is. */
  private void deleteUnknown(PictureFolder from, String hash) {
    database.run(
        handle -> {
          // The row is a lock: whoever stores such a picture now waits for it.
          int unknown =
              handle
                  .createUpdate(
                      "INSERT INTO pictures (hash, expires) VALUES (:hash, 0)"
                          + " ON CONFLICT (hash) DO NOTHING")
                  .bind("hash", hash)
                  .execute();
          if (unknown == 1) {
            from.delete(hash);
            handle
                .createUpdate("DELETE FROM pictures WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
          }
        });
  }

  private long until() {
    return clock.millis() + retention.toMillis();
  }
}
