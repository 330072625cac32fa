package org.chainrule.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nobody uses what the picture of the house does not let them use. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(House.ROOT);

  @Test
  void everyClassLivesInAPartOfTheHouse() {
    assertThat(MAIN)
        .isNotEmpty()
        .allSatisfy(
            type -> assertThat(House.parts()).contains(House.partOf(type.getPackageName())));
  }

  @Test
  void everyDependencyFollowsAnArrow() {
    classes().should(new FollowArrows()).check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(House.ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  /** Prints the house: {@code mvn test -Dtest=ArchitectureTest}. */
  @Test
  void thePageShowsTheHouseAsItIs() throws IOException {
    FloorPlan plan = FloorPlan.of(MAIN);
    System.out.print(plan.text());

    assertThat(plan.unusedArrows()).isEmpty();
    assertThat(Files.readString(Path.of("docs/architecture.md")))
        .contains("```text\n" + plan.text() + "```\n")
        .contains("```mermaid\n" + plan.diagram() + "```\n");
  }

  @Test
  void arrowsReachWhatTheyReachInTurnAndNothingElse() {
    assertThat(House.mayUse("print", "expr")).isTrue();
    assertThat(House.mayUse("print", "number")).isTrue();
    assertThat(House.mayUse("evaluate", "syntax")).isTrue();
    assertThat(House.mayUse("resolve", "expr")).isTrue();
    assertThat(House.mayUse(House.FACADE, "answer")).isTrue();

    assertThat(House.mayUse("print", "function")).isFalse();
    assertThat(House.mayUse("differences", "expr")).isFalse();
    assertThat(House.mayUse("evaluate", "function")).isFalse();
    assertThat(House.mayUse("parse", "expr")).isFalse();
    assertThat(House.mayUse("number", "expr")).isFalse();
    assertThat(House.mayUse(House.FACADE, "cli")).isFalse();
    assertThat(House.mayUse("cli", House.FACADE)).isFalse();
    assertThat(House.mayUse("model", "differences")).isFalse();
    assertThat(House.mayUse("cellar", "cellar")).isFalse();
  }

  @Test
  void librariesBelongToTheirParts() {
    assertThat(House.mayUseLibrary("number", "java.math.BigInteger")).isTrue();
    assertThat(House.mayUseLibrary("parse", "org.antlr.v4.runtime.Parser")).isTrue();
    assertThat(House.mayUseLibrary("cli", "picocli.CommandLine")).isTrue();
    assertThat(House.mayUseLibrary("compile", "org.objectweb.asm.ClassWriter")).isTrue();
    assertThat(
            House.mayUseLibrary(
                House.FACADE, "org.apache.commons.math3.analysis.MultivariateFunction"))
        .isTrue();

    assertThat(House.mayUseLibrary("syntax", "org.antlr.v4.runtime.Token")).isFalse();
    assertThat(House.mayUseLibrary("print", "com.fasterxml.jackson.core.JsonParser")).isFalse();
    assertThat(House.mayUseLibrary("number", "sun.misc.Unsafe")).isFalse();
    assertThat(House.mayUseLibrary("print", "org.objectweb.asm.ClassWriter")).isFalse();
    assertThat(House.mayUseLibrary(House.FACADE, "org.objectweb.asm.ClassWriter")).isFalse();
  }

  @Test
  void theConditionFindsWhatBreaksIt() {
    JavaClasses outside = new ClassFileImporter().importClasses(ArchitectureTest.class);

    assertThat(classes().should(new FollowArrows()).evaluate(outside).getFailureReport().toString())
        .contains(House.class.getName(), Dependency.class.getName());
  }

  /** Every class that a class of ours depends on is within its reach. */
  private static final class FollowArrows extends ArchCondition<JavaClass> {
    FollowArrows() {
      super("follow the arrows of the house");
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
      String part = House.partOf(user.getPackageName());
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (!used.isPrimitive() && !allows(part, used)) {
          events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
        }
      }
    }

    private static boolean allows(String part, JavaClass used) {
      return House.isOurs(used.getPackageName())
          ? House.mayUse(part, House.partOf(used.getPackageName()))
          : House.mayUseLibrary(part, used.getName());
    }
  }
}
