/**
 * Model files: reading and writing safetensors, importing {@code .pth} checkpoints, and the store
 * of bundled, fetched and imported models. Weights are plain float arrays here; nothing in this
 * package knows a tensor engine.
 */
@NullMarked
package io.github.tempera.model;

import org.jspecify.annotations.NullMarked;
