/** Tests of the HTTP API, over real HTTP. */
@NullMarked
package io.github.tempera.service.http;

import org.jspecify.annotations.NullMarked;
