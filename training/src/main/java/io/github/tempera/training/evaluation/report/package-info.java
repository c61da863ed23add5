/** An evaluation as text, CSV, JSON and a page. */
@NullMarked
package io.github.tempera.training.evaluation.report;

import org.jspecify.annotations.NullMarked;
