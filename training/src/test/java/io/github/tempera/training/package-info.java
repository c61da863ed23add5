/** What the tests of training share. */
@NullMarked
package io.github.tempera.training;

import org.jspecify.annotations.NullMarked;
