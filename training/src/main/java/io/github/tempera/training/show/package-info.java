/** What there is to see of a training: numbers, charts, pictures, a page. */
@NullMarked
package io.github.tempera.training.show;

import org.jspecify.annotations.NullMarked;
