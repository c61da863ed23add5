/**
 * Style transfer as a service: read {@link io.github.tempera.service.Service} first.
 *
 * <p>Rooms, from the outside in: {@code http}, {@code telegram} and {@code survey} let people in;
 * {@code job} is the queue, {@code catalogue} the styles to choose from, {@code store} where all is
 * kept.
 */
@NullMarked
package io.github.tempera.service;

import org.jspecify.annotations.NullMarked;
