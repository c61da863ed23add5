@NullMarked
package io.github.tempera.network;

import org.jspecify.annotations.NullMarked;
