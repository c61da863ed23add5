@NullMarked
package io.github.tempera.service.survey;

import org.jspecify.annotations.NullMarked;
