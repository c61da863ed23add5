@NullMarked
package io.github.tempera.model;

import org.jspecify.annotations.NullMarked;
