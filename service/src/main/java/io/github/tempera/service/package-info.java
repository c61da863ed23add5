/** Style transfer as a service: read {@link io.github.tempera.service.Service} first. */
@NullMarked
package io.github.tempera.service;

import org.jspecify.annotations.NullMarked;
