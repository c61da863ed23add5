/**
 * The one place where bytes of a file become tensors: safetensors both ways, {@code .pth} by its
 * pickle with a closed list of allowed classes. All of it treats what it reads as a stranger's.
 */
@NullMarked
package io.github.tempera.internal.format;

import org.jspecify.annotations.NullMarked;
