/** Benchmarks side by side in one run: {@code mvn -Pbench verify}; docs/performance.md. */
@NullMarked
package org.chainrule.bench;

import org.jspecify.annotations.NullMarked;
