/**
 * Where everything is kept that outlives a process: one database, and the pictures.
 *
 * <ul>
 *   <li>hash: what a picture is stored under, the SHA-256 of its bytes
 *   <li>retention: how long after its last use a picture is kept; to renew is to use it
 *   <li>schema: the tables, as {@code db/migration} makes them
 * </ul>
 */
@NullMarked
package io.github.tempera.service.store;

import org.jspecify.annotations.NullMarked;
