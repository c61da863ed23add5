/**
 * What is trained: a network on a tape, called a trainee, and what it is shown: pairs of crops with
 * the features that the frozen encoder finds in them.
 */
@NullMarked
package io.github.tempera.training.trainee;

import org.jspecify.annotations.NullMarked;
