@NullMarked
package io.github.tempera.service.painting;

import org.jspecify.annotations.NullMarked;
