@NullMarked
package io.github.tempera.training.evaluation.report;

import org.jspecify.annotations.NullMarked;
