/** The HTTP API and what is served beside it. */
@NullMarked
package io.github.tempera.service.http;

import org.jspecify.annotations.NullMarked;
