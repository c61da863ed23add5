@NullMarked
package io.github.tempera.service.store;

import org.jspecify.annotations.NullMarked;
