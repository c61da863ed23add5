/** {@code tempera models}: list, fetch, import. */
@NullMarked
package io.github.tempera.cli.models;

import org.jspecify.annotations.NullMarked;
