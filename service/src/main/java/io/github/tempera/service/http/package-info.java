/**
 * The HTTP API and what is served beside it: read {@link io.github.tempera.service.http.HttpServer}
 * first.
 *
 * <ul>
 *   <li>routes: what answers a family of addresses
 *   <li>client: who asks, the holder of a token or an address; limits are counted by it
 *   <li>uploads: how bodies are received; intake: how what they hold is checked
 *   <li>problem: an error as it is told (RFC 9457)
 *   <li>extension: addresses of another room on the same port
 * </ul>
 */
@NullMarked
package io.github.tempera.service.http;

import org.jspecify.annotations.NullMarked;
