@NullMarked
package io.github.tempera.service.catalogue;

import org.jspecify.annotations.NullMarked;
