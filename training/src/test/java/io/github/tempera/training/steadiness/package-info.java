/** Tests of random phases and consistency. */
@org.jspecify.annotations.NullMarked
package io.github.tempera.training.steadiness;
