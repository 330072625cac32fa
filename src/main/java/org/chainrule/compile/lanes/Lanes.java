package org.chainrule.compile.lanes;

import java.util.Optional;

/**
 * The lanes of the JVM's vectors, which compute several points at a time where the module {@code
 * jdk.incubator.vector} is there.
 *
 * @param count the number of doubles in a vector
 * @param hasOwnParameters whether each point has parameters of its own
 */
public record Lanes(int count, boolean hasOwnParameters) {
  /**
   * The system property that says {@code never} where vectors must not be used, so that a point's
   * digits depend on nothing else, and {@code always} where they must be, faster or not.
   */
  private static final String PROPERTY = "chainrule.lanes";

  /** Whether vectors are used without asking whether they are faster. */
  public static final boolean ALWAYS = "always".equals(System.getProperty(PROPERTY));

  /** The number of doubles in the vectors of this machine; 0 where vectors are of no use. */
  public static final int AVAILABLE = available();

  /** Two lanes gain nothing over what the JIT does by itself. */
  private static final int FEWEST = 4;

  private static final String MODULE = "jdk.incubator.vector";

  private static int available() {
    Optional<Module> vectors = ModuleLayer.boot().findModule(MODULE);
    if (vectors.isEmpty() || "never".equals(System.getProperty(PROPERTY))) {
      return 0;
    }
    Lanes.class.getModule().addReads(vectors.get());
    try {
      ClassLoader loader = Lanes.class.getClassLoader();
      Object species =
          Class.forName(MODULE + ".DoubleVector", true, loader)
              .getField("SPECIES_PREFERRED")
              .get(null);
      Object length =
          Class.forName(MODULE + ".VectorSpecies", true, loader)
              .getMethod("length")
              .invoke(species);
      return length instanceof Integer count && count >= FEWEST ? count : 0;
    } catch (ReflectiveOperationException other) {
      // A class loader that does not see the module.
      return 0;
    }
  }
}
