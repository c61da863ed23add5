/**
 * The trainer: it goes through the pairs, one {@link io.github.tempera.training.trainer.Learner}
 * step an iteration, and begins, checkpoints and resumes so that a run repeats bit for bit.
 */
@NullMarked
package io.github.tempera.training.trainer;

import org.jspecify.annotations.NullMarked;
