/** {@code tempera stylize}: which pictures, in which styles, to which files. */
@NullMarked
package io.github.tempera.cli.stylize;

import org.jspecify.annotations.NullMarked;
