@NullMarked
package io.github.tempera.service.telegram.show;

import org.jspecify.annotations.NullMarked;
