@NullMarked
package io.github.tempera.service;

import org.jspecify.annotations.NullMarked;
