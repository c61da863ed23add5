@NullMarked
package io.github.tempera.internal.network;

import org.jspecify.annotations.NullMarked;
