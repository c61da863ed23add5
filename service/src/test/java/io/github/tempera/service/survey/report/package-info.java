@NullMarked
package io.github.tempera.service.survey.report;

import org.jspecify.annotations.NullMarked;
