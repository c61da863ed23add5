@NullMarked
package io.github.tempera.service.job;

import org.jspecify.annotations.NullMarked;
