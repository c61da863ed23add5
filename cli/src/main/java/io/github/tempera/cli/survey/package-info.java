/** {@code tempera survey}: how good are the paintings, asked of people. */
@NullMarked
package io.github.tempera.cli.survey;

import org.jspecify.annotations.NullMarked;
